package dev.corral.examples.chapter;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.conformance.ConformanceKit;
import dev.corral.conformance.RuleCases;
import dev.corral.contract.KitSettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever backend is on the class path conforms; nobody has to write a test for a new one. A few
 * cases of every rule, behind {@code -Pfull} all: the backends of this build run them themselves.
 */
class BackendsConformTest {
  private static final long MOST = KitSettings.isFull() ? Long.MAX_VALUE : 10;

  @TestFactory
  Stream<DynamicNode> conform() {
    return BackendsUnderTest.ids().stream()
        .filter(id -> !id.equals("plain"))
        .map(id -> dynamicContainer(id, rules(id).map(BackendsConformTest::node)));
  }

  private static Stream<RuleCases> rules(String id) {
    return ConformanceKit.byRule(BackendsUnderTest.ALL.provider(id), KitSettings.OPTIONS.seed(1));
  }

  private static DynamicNode node(RuleCases rule) {
    return dynamicContainer(
        rule.name(), rule.cases().limit(MOST).map(c -> dynamicTest(c.id(), c::run)));
  }
}
