package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.spi.TensorOps;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What all words promise alike, apart from memory: how they are composed, and of what. */
final class WordChecks {
  private static final Set<String> DEFAULTS =
      Arrays.stream(TensorOps.class.getMethods())
          .filter(Method::isDefault)
          .map(Method::getName)
          .collect(Collectors.toSet());

  /** One case in so many, which still is every option. */
  private static final int EVERY = 4;

  private static final int OTHERS = 5;

  private WordChecks() {}

  static Stream<Check> all(List<OpCase> ops, Samples samples) {
    List<OpCase> defaults = ops.stream().filter(c -> DEFAULTS.contains(c.op())).toList();
    Stream<Check> composed =
        IntStream.range(0, defaults.size())
            .filter(i -> i % EVERY == 0)
            .mapToObj(i -> composed(defaults.get(i)));
    return Stream.of(composed, orders(ops, samples), supported(samples)).flatMap(c -> c);
  }

  private static Check composed(OpCase c) {
    String rule = c.op().equals("apply") ? "layers.606" : "ops.492";
    return new Check(
        rule,
        "composed " + c.title(),
        subject ->
            subject.inScope(scope -> c.runOn(scope.checked(new ComposedOps(scope.unchecked())))));
  }

  /** A call, then others of the same word on other shapes, then the first again. */
  private static Stream<Check> orders(List<OpCase> ops, Samples samples) {
    return samples.byWord().entrySet().stream()
        .map(
            sample -> {
              List<OpCase> same =
                  ops.stream().filter(c -> c.op().equals(sample.getValue().op())).toList();
              List<OpCase> others =
                  IntStream.range(0, OTHERS)
                      .mapToObj(i -> same.get(i * same.size() / OTHERS))
                      .toList();
              return new Check(
                  "ops.493",
                  sample.getKey(),
                  subject -> ignoresOrder(subject, sample.getValue(), others));
            });
  }

  private static void ignoresOrder(Subject subject, OpCase first, List<OpCase> others) {
    subject.inScope(
        scope -> {
          Values before = first.values(scope.ops());
          for (OpCase other : others) {
            other.values(scope.ops());
            Mismatch.require(
                first.repeat() + System.lineSeparator() + "    before and after " + other.title(),
                () -> first.values(scope.ops()).differenceFrom(before));
          }
        });
  }

  private static Stream<Check> supported(Samples samples) {
    return samples.byWord().entrySet().stream()
        .map(
            sample ->
                new Check(
                    "errors.901",
                    sample.getKey(),
                    subject -> subject.inScope(scope -> runs(scope.ops(), sample.getValue()))));
  }

  private static void runs(Ops ops, OpCase c) {
    Mismatch.require(
        c.repeat(),
        () -> {
          c.values(ops);
          return Optional.empty();
        });
  }
}
