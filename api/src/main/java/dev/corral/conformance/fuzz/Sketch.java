package dev.corral.conformance.fuzz;

import dev.corral.conformance.fuzz.Step.Life;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A program being written. The reference computes every step at once, so that what is drawn next
 * suits the values there are, and a step whose result could not be judged is not taken.
 */
final class Sketch {
  /** What kind of numbers a program computes on. */
  enum Kind {
    /** Integers all the way, and every sum so small that float32 is exact. */
    INTEGERS,
    /** Real numbers of ordinary size. */
    REALS,
    /** NaN, infinities and both zeros among others. */
    SPECIAL
  }

  private static final double LARGEST_INTEGER = 0x1p22;
  private static final double LARGEST_REAL = 1e6;
  private static final double SMALLEST_REAL = 1e-20;
  private static final double[] SPECIAL_VALUES = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 2.5, -3
  };

  private final Random random;
  private final Kind kind;
  private final Scale scale;
  private final boolean gradient;
  private final List<Step> steps = new ArrayList<>();
  private final List<DoubleTensor> values = new ArrayList<>();

  Sketch(Random random, Kind kind, Scale scale, boolean gradient) {
    this.random = random;
    this.kind = kind;
    this.scale = scale;
    this.gradient = gradient;
  }

  Program program() {
    return new Program(steps, gradient);
  }

  int size() {
    return steps.size();
  }

  /** Takes steps back. */
  void cut(int size) {
    steps.subList(size, steps.size()).clear();
    values.subList(size, values.size()).clear();
  }

  // Chance

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Scale scale() {
    return scale;
  }

  /** A size of an axis: small, seldom 0, at times near what vectors and tiles hold. */
  int dim() {
    int roll = random.nextInt(100);
    if (roll < 2) {
      return 0;
    }
    return roll < 100 - scale.edges() ? between(1, 5) : oneOf(List.of(7, 8, 9, 15, 16, 17, 31, 33));
  }

  Shape shape() {
    Shape shape = Shape.of(IntStream.range(0, between(0, 4)).map(axis -> dim()).toArray());
    return fits(shape) ? shape : shape();
  }

  /** Whether a tensor is not too large for the program. */
  boolean fits(Shape shape) {
    return shape.size() <= scale.elements();
  }

  /** Some of a shape's axes in ascending order: at least one, if there is one. */
  List<Integer> axes(Shape shape) {
    List<Integer> some = IntStream.range(0, shape.rank()).filter(axis -> oneIn(2)).boxed().toList();
    return some.isEmpty() && shape.rank() > 0 ? List.of(random.nextInt(shape.rank())) : some;
  }

  /** A shape that broadcasts with another one. */
  Shape partnerOf(Shape shape) {
    int dropped = oneIn(3) ? between(0, shape.rank()) : 0;
    int[] dims = Arrays.copyOfRange(shape.dims(), dropped, shape.rank());
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = dims[axis] == 1 && oneIn(3) ? between(1, 3) : oneIn(6) ? 1 : dims[axis];
    }
    return Shape.of(dims);
  }

  private double number() {
    return switch (kind) {
      case INTEGERS -> oneIn(20) ? -0.0 : between(-4, 4);
      case REALS -> (float) (4 * random.nextDouble() - 2);
      case SPECIAL ->
          oneIn(3)
              ? SPECIAL_VALUES[random.nextInt(SPECIAL_VALUES.length)]
              : (float) random.nextGaussian();
    };
  }

  float value() {
    return (float) number();
  }

  // What there is

  DoubleTensor value(int step) {
    return values.get(step);
  }

  Shape shape(int step) {
    return values.get(step).shape();
  }

  /** A step, most often the last, or a new leaf. */
  int any() {
    if (steps.isEmpty() || oneIn(12)) {
      return leaf(shape());
    }
    return oneIn(3) ? random.nextInt(steps.size()) : steps.size() - 1;
  }

  /** One of the steps whose results suit, most often the last of them. */
  Optional<Integer> anyThat(Predicate<DoubleTensor> suits) {
    List<Integer> suiting =
        IntStream.range(0, steps.size()).filter(i -> suits.test(values.get(i))).boxed().toList();
    if (suiting.isEmpty() || oneIn(8)) {
      return Optional.empty();
    }
    return Optional.of(oneIn(3) ? oneOf(suiting) : suiting.get(suiting.size() - 1));
  }

  /** A result of a given shape: one that there is, a view of one, or a new leaf. */
  int of(Shape shape) {
    Optional<Integer> same = anyThat(x -> x.shape().equals(shape));
    if (same.isPresent()) {
      return same.get();
    }
    Optional<Integer> viewed =
        oneIn(2) ? anyThat(x -> x.shape().size() == shape.size()) : Optional.empty();
    return viewed.isPresent() && add(new MovementCalls.Reshape(shape), viewed.get())
        ? size() - 1
        : leaf(shape);
  }

  /** A result all of whose elements lie in a range; made anew if need be. */
  int inRange(double low, double high, Predicate<DoubleTensor> suits, Shape otherwise) {
    Predicate<DoubleTensor> inRange =
        x -> Arrays.stream(x.toArray()).allMatch(v -> v >= low && v <= high);
    if (kind == Kind.SPECIAL) {
      return anyThat(suits).orElseGet(() -> leaf(otherwise));
    }
    return anyThat(suits.and(inRange))
        .orElseGet(
            () ->
                leaf(
                    DoubleTensor.generate(
                        otherwise, i -> (float) (low + (high - low) * random.nextDouble()))));
  }

  int leaf(Shape shape) {
    return leaf(DoubleTensor.generate(shape, index -> number()));
  }

  int leaf(DoubleTensor given) {
    Life life = gradient || !oneIn(5) ? Life.KEPT : Life.CLOSED;
    steps.add(new Step(new LeafCalls.Values(given), List.of(), life));
    values.add(given);
    return steps.size() - 1;
  }

  /** Adds a step, unless its result could not be judged or would not suit the program. */
  boolean add(Call call, Integer... arguments) {
    List<DoubleTensor> in = Arrays.stream(arguments).map(values::get).toList();
    if (!call.takes().accepts(in) || !fits(call.shape(Pull.shapes(in)))) {
      return false;
    }
    Verdict verdict = call.expected(in);
    DoubleTensor result = verdict.expectation().value().map(v -> (float) v);
    if (!suits(verdict, result)) {
      return false;
    }
    steps.add(new Step(call, List.of(arguments), life()));
    values.add(result);
    return true;
  }

  private boolean suits(Verdict verdict, DoubleTensor result) {
    return switch (kind) {
      case INTEGERS ->
          verdict.isSharp()
              && Arrays.stream(result.toArray())
                  .allMatch(v -> v == Math.rint(v) && Math.abs(v) <= LARGEST_INTEGER);
      case REALS -> Arrays.stream(result.toArray()).allMatch(Sketch::isOrdinary);
      case SPECIAL -> true;
    };
  }

  private static boolean isOrdinary(double v) {
    double size = Math.abs(v);
    return size <= LARGEST_REAL && (size >= SMALLEST_REAL || v == 0);
  }

  private Life life() {
    if (gradient || !oneIn(3)) {
      return Life.KEPT;
    }
    return oneIn(2) ? Life.CLOSED : Life.PROMOTED;
  }
}
