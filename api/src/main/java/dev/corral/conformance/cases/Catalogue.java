package dev.corral.conformance.cases;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every case of the kit. */
public final class Catalogue {
  private static final int FEW_ROUNDS = 3;
  private static final int MANY_ROUNDS = 100;

  private Catalogue() {}

  /**
   * Every case, not yet bound to a backend.
   *
   * @param seed from which random inputs are drawn
   * @param full whether to include what takes long
   * @return the cases; each name once
   */
  public static Stream<Check> all(long seed, boolean full) {
    List<OpCase> ops = ops(seed);
    Samples samples = new Samples(ops);
    Map<String, Integer> seen = new HashMap<>();
    return Stream.of(
            ProviderChecks.all(),
            StorageChecks.all(seed),
            LifetimeChecks.all(samples),
            ops.stream().map(OpCase::check),
            WordChecks.all(ops, samples),
            NumericsChecks.all(seed, samples),
            BigChecks.all(seed, full),
            LayerChecks.all(seed),
            gradientCases(seed).stream().map(GradientCase::check),
            AdjointChecks.all(seed),
            GradientChecks.all(),
            ThreadChecks.all(samples, full ? MANY_ROUNDS : FEW_ROUNDS),
            ErrorChecks.all())
        .flatMap(checks -> checks)
        .map(check -> numbered(check, seen.merge(check.toString(), 1, Integer::sum)));
  }

  /** The first of a name keeps it, the others are counted. */
  private static Check numbered(Check check, int count) {
    return count == 1 ? check : new Check(check.rule(), check.title() + " #" + count, check.body());
  }

  /** Every call of an operation, on inputs from a seed. */
  static List<OpCase> ops(long seed) {
    return Stream.of(
            CreationCases.all(seed),
            ElementwiseCases.all(seed),
            ReductionCases.all(seed),
            MovementCases.all(seed),
            ProductCases.all(seed),
            WindowCases.all(seed),
            ConvolutionCases.all(seed),
            PoolingCases.all(seed),
            LayerCases.all(seed))
        .flatMap(Collection::stream)
        .toList();
  }

  /** Every differentiable call. */
  static List<GradientCase> gradientCases(long seed) {
    return Stream.of(
            ElementwiseGradients.all(seed),
            MovementGradients.all(seed),
            ConvolutionGradients.all(seed),
            LayerGradients.all(seed))
        .flatMap(Collection::stream)
        .toList();
  }
}
