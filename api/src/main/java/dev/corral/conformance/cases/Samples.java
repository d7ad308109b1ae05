package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.rules.Rules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call of each word, for promises that all words make alike. */
final class Samples {
  private static final int FEW_ELEMENTS = 400;

  private final Map<String, OpCase> byWord = new LinkedHashMap<>();

  /** The largest of each word's cases that is still small, on finite values. */
  Samples(List<OpCase> cases) {
    cases.stream()
        .filter(Samples::fits)
        .sorted(
            Comparator.comparing(Samples::isFractional).thenComparing(Samples::elements).reversed())
        .forEach(c -> byWord.putIfAbsent(word(c), c));
  }

  private static boolean fits(OpCase c) {
    boolean isWord = Rules.ofWord(c.op()).isPresent() || c.op().equals("apply");
    return isWord && elements(c) <= FEW_ELEMENTS && c.inputs().stream().allMatch(Samples::isPlain);
  }

  private static boolean isPlain(DoubleTensor x) {
    return x.shape().size() > 0 && Arrays.stream(x.toArray()).allMatch(Double::isFinite);
  }

  /** Rounding shows what integers hide. */
  private static boolean isFractional(OpCase c) {
    return c.inputs().stream()
        .allMatch(x -> Arrays.stream(x.toArray()).anyMatch(v -> v != Math.rint(v)));
  }

  private static int elements(OpCase c) {
    return c.inputs().stream().mapToInt(x -> x.shape().size()).sum();
  }

  /** The operation, and for a layer its kind. */
  private static String word(OpCase c) {
    int kind = c.options().indexOf('(');
    return c.op().equals("apply") ? "apply " + c.options().substring(0, kind) : c.op();
  }

  /** A call by the name of its word. */
  Map<String, OpCase> byWord() {
    return byWord;
  }
}
