package dev.corral.backend.opencl;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.conformance.ConformanceKit;
import dev.corral.contract.KitSettings;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The kit, with the kernels of each family: those for GPUs run on any device. */
@NeedsDevice
class OpenClConformanceTest {
  @TestFactory
  Stream<DynamicNode> cpuFamily() {
    return conforms(Map.of("family", "cpu"));
  }

  @TestFactory
  Stream<DynamicNode> gpuFamily() {
    return conforms(Map.of("family", "gpu"));
  }

  private static Stream<DynamicNode> conforms(Map<String, String> settings) {
    return ConformanceKit.byRule(new OpenClProvider(), KitSettings.OPTIONS.backend(settings))
        .map(r -> dynamicContainer(r.name(), r.cases().map(c -> dynamicTest(c.id(), c::run))));
  }
}
