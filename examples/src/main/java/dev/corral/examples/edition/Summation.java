package dev.corral.examples.edition;

import java.util.List;

/** An order in which to add up float32 numbers; each rounds differently. */
@FunctionalInterface
interface Summation {
  /** Orders that backends use: loops either way, SIMD lanes, blocks, trees, a wider register. */
  List<Summation> ORDERS =
      List.of(
          lanes(1),
          lanes(2),
          lanes(4),
          lanes(7),
          lanes(8),
          lanes(16),
          blocks(7),
          blocks(14),
          Summation::backward,
          terms -> tree(terms, 0, terms.length),
          Summation::inDouble);

  /** The sum of at least one term. */
  float sum(float[] terms);

  /** Term i goes to accumulator i mod count; the accumulators are added in their order. */
  static Summation lanes(int count) {
    return terms -> {
      float[] lanes = new float[count];
      for (int i = 0; i < terms.length; i++) {
        lanes[i % count] += terms[i];
      }
      return forward(lanes, 0, count);
    };
  }

  /** Neighbours are added first, size at a time; the partial sums in their order. */
  static Summation blocks(int size) {
    return terms -> {
      float sum = 0;
      for (int i = 0; i < terms.length; i += size) {
        sum += forward(terms, i, Math.min(i + size, terms.length));
      }
      return sum;
    };
  }

  private static float forward(float[] terms, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += terms[i];
    }
    return sum;
  }

  private static float backward(float[] terms) {
    float sum = 0;
    for (int i = terms.length - 1; i >= 0; i--) {
      sum += terms[i];
    }
    return sum;
  }

  private static float tree(float[] terms, int from, int to) {
    int middle = (from + to) >>> 1;
    return to - from == 1 ? terms[from] : tree(terms, from, middle) + tree(terms, middle, to);
  }

  private static float inDouble(float[] terms) {
    double sum = 0;
    for (float term : terms) {
      sum += term;
    }
    return (float) sum;
  }
}
