package dev.corral.conformance.fuzz;

import dev.corral.conformance.fuzz.Sketch.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Draws programs. The same seed and index give the same program everywhere. */
final class Generator {
  private static final int MOST_OPERATIONS = 9;

  /** Of so many programs one computes on special values. */
  private static final int SPECIAL_IN = 8;

  /** Of so many programs one computes on large tensors. */
  private static final int LARGE_IN = 16;

  /** Where the gradient ends; seldom drawn in programs that are differentiated. */
  private static final Set<String> CONSTANT =
      Set.of(
          "argmax",
          "equal",
          "greater",
          "greaterEqual",
          "less",
          "lessEqual",
          "maxPool2dGradient",
          "notEqual");

  private static final int CONSTANT_IN = 6;

  private static final Map<String, Drawing> DRAWINGS = drawings();
  private static final List<String> WORDS = List.copyOf(DRAWINGS.keySet());

  private Generator() {}

  private static Map<String, Drawing> drawings() {
    Map<String, Drawing> all = new TreeMap<>(TensorDrawings.all());
    all.putAll(ImageDrawings.all());
    return all;
  }

  /** The words that can be drawn, in alphabetical order. */
  static List<String> words() {
    return WORDS;
  }

  static Program program(long seed, int index) {
    Random random = new Random(mixed(seed, index));
    Kind kind =
        random.nextInt(SPECIAL_IN) == 0
            ? Kind.SPECIAL
            : random.nextBoolean() ? Kind.INTEGERS : Kind.REALS;
    Scale scale = random.nextInt(LARGE_IN) == 0 ? Scale.LARGE : Scale.SMALL;
    boolean gradient = kind != Kind.SPECIAL && random.nextInt(3) == 0;
    Sketch sketch = new Sketch(random, kind, scale, gradient);
    int operations = 1 + random.nextInt(MOST_OPERATIONS);
    int drawn = 0;
    while (drawn < operations) {
      int before = sketch.size();
      String word = WORDS.get(random.nextInt(WORDS.size()));
      boolean unsuited = gradient && CONSTANT.contains(word) && random.nextInt(CONSTANT_IN) != 0;
      Drawing drawing = DRAWINGS.get(word);
      if (!unsuited && drawing != null && drawing.draw(sketch)) {
        drawn++;
      } else {
        sketch.cut(before);
      }
    }
    return sketch.program();
  }

  /** Spreads seeds and indices that are close together, by the finaliser of SplitMix64. */
  private static long mixed(long seed, int index) {
    long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
