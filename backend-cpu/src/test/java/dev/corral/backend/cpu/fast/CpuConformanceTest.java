package dev.corral.backend.cpu.fast;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corral.conformance.ConformanceKit;
import dev.corral.conformance.RuleCases;
import dev.corral.conformance.rules.Rule;
import dev.corral.contract.KitSettings;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The kit on two threads; what other numbers of threads and algorithms change most, on those, and
 * behind {@code -Pfull} all that they may change.
 */
class CpuConformanceTest {
  private static final Set<String> COMPUTATION = Set.of("lifetime", "ops", "numerics", "layers");
  private static final Set<String> SAMPLE = Set.of("numerics", "layers");
  private static final Set<String> PRODUCTS =
      Set.of("matmul", "conv2d", "conv2dInputGradient", "conv2dKernelGradient");

  @TestFactory
  Stream<DynamicNode> conforms() {
    return nodes(rules(Map.of("threads", "2")));
  }

  @TestFactory
  Stream<DynamicNode> computesOnOneThread() {
    return computes(Map.of("threads", "1"));
  }

  @TestFactory
  Stream<DynamicNode> computesOnSevenThreads() {
    return computes(Map.of("threads", "7"));
  }

  @TestFactory
  Stream<DynamicNode> computesDirectly() {
    return computes(Map.of("algorithm", "direct"));
  }

  @TestFactory
  Stream<DynamicNode> computesByMatrixProducts() {
    return computes(Map.of("algorithm", "gemm", "threads", "3"));
  }

  @TestFactory
  Stream<DynamicNode> computesInTiles() {
    return computes(Map.of("algorithm", "winograd2", "threads", "2"));
  }

  @TestFactory
  Stream<DynamicNode> computesInTilesAtComplexPoints() {
    return computes(Map.of("algorithm", "winograd4_complex", "threads", "2"));
  }

  /** Rule 509 leaves the fast class to the user; all but its exactness on integers holds still. */
  @TestFactory
  Stream<DynamicNode> computesInLargeTiles() {
    return rules(Map.of("algorithm", "winograd4", "threads", "2"))
        .filter(r -> isWanted(r.rule()))
        .map(
            r ->
                dynamicContainer(
                    r.name(),
                    r.cases()
                        .filter(c -> !c.id().contains("INTEGERS"))
                        .map(c -> dynamicTest(c.id(), c::run))));
  }

  private static Stream<DynamicNode> computes(Map<String, String> settings) {
    return nodes(rules(settings).filter(r -> isWanted(r.rule())));
  }

  private static boolean isWanted(Rule rule) {
    return KitSettings.isFull()
        ? COMPUTATION.contains(rule.section())
        : SAMPLE.contains(rule.section()) || PRODUCTS.contains(rule.title());
  }

  private static Stream<RuleCases> rules(Map<String, String> settings) {
    return ConformanceKit.byRule(new CpuProvider(), KitSettings.OPTIONS.backend(settings));
  }

  private static Stream<DynamicNode> nodes(Stream<RuleCases> rules) {
    return rules.map(
        r -> dynamicContainer(r.name(), r.cases().map(c -> dynamicTest(c.id(), c::run))));
  }
}
