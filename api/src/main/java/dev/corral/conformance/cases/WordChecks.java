package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.spi.TensorOps;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A call, then another of the same word on other shapes, then the first again. */
  private static Stream<Check> orders(List<OpCase> ops, Samples samples) {
    Map<String, OpCase> others = new HashMap<>();
    ops.forEach(c -> others.put(c.op(), c));
    return samples.byWord().entrySet().stream()
        .map(
            sample -> {
              OpCase first = sample.getValue();
              OpCase other = others.getOrDefault(first.op(), first);
              return new Check(
                  "ops.493", sample.getKey(), subject -> ignoresOrder(subject, first, other));
            });
  }

  private static void ignoresOrder(Subject subject, OpCase first, OpCase other) {
    subject.inScope(
        scope -> {
          Values before = result(scope.ops(), first);
          result(scope.ops(), other);
          Values after = result(scope.ops(), first);
          Mismatch.require(
              first.repeat() + System.lineSeparator() + "    before and after " + other.title(),
              () -> after.differenceFrom(before));
        });
  }

  private static Values result(Ops ops, OpCase c) {
    return Values.of(c.call().apply(ops, OpCase.put(ops, c.inputs())));
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
          result(ops, c);
          return Optional.empty();
        });
  }
}
