package dev.corral.backend.cpu.naive;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.conformance.ConformanceKit;
import dev.corral.contract.KitSettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class NaiveBackendConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms() {
    return ConformanceKit.byRule(new NaiveProvider(), KitSettings.OPTIONS)
        .map(r -> dynamicContainer(r.name(), r.cases().map(c -> dynamicTest(c.id(), c::run))));
  }
}
