package dev.corral.samples;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.conformance.ConformanceKit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What a backend author types to prove a backend. */
class PlainBackendConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms() {
    return ConformanceKit.byRule(new PlainBackend())
        .map(r -> dynamicContainer(r.name(), r.cases().map(c -> dynamicTest(c.id(), c::run))));
  }
}
