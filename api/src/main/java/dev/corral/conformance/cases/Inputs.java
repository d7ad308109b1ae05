package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Seeded inputs, all of them float32 values. */
final class Inputs {
  /** No power of a pair of them is subnormal, which a device may flush. */
  private static final double[] SPECIAL = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.0,
    -0.0,
    1,
    -1,
    2.5,
    -2.5,
    3,
    -3,
    1e30f,
    -1e30f,
    1e-30f
  };

  private final Random random;

  Inputs(long seed) {
    random = new Random(seed);
  }

  /** What kind of numbers a case is computed on. */
  enum Kind {
    /** Small integers: results are exact, and ties are frequent. */
    INTEGERS,
    /** Real numbers between −1 and 1. */
    REALS
  }

  DoubleTensor of(Kind kind, Shape shape) {
    return kind == Kind.INTEGERS ? integers(shape) : reals(shape);
  }

  DoubleTensor integers(Shape shape) {
    return integers(shape, 4);
  }

  /** Integers from −largest to largest. */
  DoubleTensor integers(Shape shape, int largest) {
    return DoubleTensor.generate(shape, index -> random.nextInt(2 * largest + 1) - largest);
  }

  DoubleTensor reals(Shape shape) {
    return reals(shape, -1, 1);
  }

  DoubleTensor reals(Shape shape, double low, double high) {
    return DoubleTensor.generate(shape, i -> (float) (low + (high - low) * random.nextDouble()));
  }

  /** Numbers that all differ by at least 0.1, in random order around 0. */
  DoubleTensor distinct(Shape shape) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      values.add((double) (float) (0.1 * (i - shape.size() / 2) + 0.03));
    }
    Collections.shuffle(values, random);
    return DoubleTensor.of(shape, values.stream().mapToDouble(v -> v).toArray());
  }

  /** Special values among real ones, one in three. */
  DoubleTensor mixed(Shape shape) {
    return DoubleTensor.generate(
        shape,
        i ->
            random.nextInt(3) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : (float) random.nextGaussian());
  }

  /** Every special value once. */
  static DoubleTensor special() {
    return DoubleTensor.of(Shape.of(SPECIAL.length), SPECIAL);
  }

  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }
}
