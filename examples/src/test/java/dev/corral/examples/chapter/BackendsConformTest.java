package dev.corral.examples.chapter;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.conformance.ConformanceKit;
import dev.corral.conformance.KitOptions;
import dev.corral.conformance.RuleCases;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Whatever backend is on the class path conforms; nobody has to write a test for a new one. */
class BackendsConformTest {
  @TestFactory
  Stream<DynamicNode> conform() {
    return BackendsUnderTest.ids().stream()
        .filter(id -> !id.equals("plain"))
        .map(id -> dynamicContainer(id, rules(id).map(BackendsConformTest::node)));
  }

  private static Stream<RuleCases> rules(String id) {
    return ConformanceKit.byRule(BackendsUnderTest.ALL.provider(id), KitOptions.DEFAULT.seed(1));
  }

  private static DynamicNode node(RuleCases rule) {
    return dynamicContainer(rule.name(), rule.cases().map(c -> dynamicTest(c.id(), c::run)));
  }
}
