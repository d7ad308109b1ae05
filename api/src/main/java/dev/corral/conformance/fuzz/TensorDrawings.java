package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Draws calls on tensors of any rank. */
final class TensorDrawings {
  private static final double SMALLEST_DIVISOR = 0.25;

  private TensorDrawings() {}

  static Map<String, Drawing> all() {
    Map<String, Drawing> all = new HashMap<>();
    for (UnaryWord word : UnaryWord.ALL) {
      all.put(word.word(), sketch -> unary(sketch, word));
    }
    for (BinaryWord word : BinaryWord.ALL) {
      all.put(word.word(), sketch -> binary(sketch, word));
    }
    for (ReductionWord word : ReductionWord.values()) {
      all.put(word.word, sketch -> reduction(sketch, word));
    }
    all.put("fromArray", sketch -> sketch.leaf(sketch.shape()) >= 0);
    all.put("fill", s -> s.add(new LeafCalls.Fill(s.shape(), s.value())));
    all.put("where", TensorDrawings::where);
    all.put("reshape", TensorDrawings::reshape);
    all.put("permute", TensorDrawings::permute);
    all.put("flip", TensorDrawings::flip);
    all.put("broadcast", TensorDrawings::broadcast);
    all.put("slice", TensorDrawings::slice);
    all.put("sliceScatter", TensorDrawings::sliceScatter);
    all.put("pad", TensorDrawings::pad);
    all.put("concat", TensorDrawings::concat);
    all.put("matmul", TensorDrawings::matmul);
    return all;
  }

  private static boolean unary(Sketch s, UnaryWord word) {
    int x =
        switch (word.word()) {
          case "log", "sqrt" -> s.inRange(0.1, 100, any -> true, s.shape());
          case "exp" -> s.inRange(-20, 12, any -> true, s.shape());
          default -> s.any();
        };
    return s.add(new UnaryCall(word), x);
  }

  private static boolean binary(Sketch s, BinaryWord word) {
    Call call = new BinaryCall(word);
    if (word.word().equals("pow")) {
      int base = s.inRange(0.2, 8, any -> true, s.shape());
      int exponent = s.inRange(-3, 3, broadcastsWith(s.shape(base)), s.partnerOf(s.shape(base)));
      return s.add(call, base, exponent);
    }
    int a = s.any();
    if (word.word().equals("div")) {
      int divisor =
          s.anyThat(broadcastsWith(s.shape(a)).and(TensorDrawings::divides))
              .orElseGet(() -> s.inRange(0.5, 3, any -> false, s.partnerOf(s.shape(a))));
      return s.add(call, a, divisor);
    }
    int b = s.oneIn(8) ? a : partner(s, a);
    return s.oneIn(2) ? s.add(call, a, b) : s.add(call, b, a);
  }

  private static boolean divides(DoubleTensor x) {
    return Arrays.stream(x.toArray()).allMatch(v -> Math.abs(v) >= SMALLEST_DIVISOR);
  }

  private static Predicate<DoubleTensor> broadcastsWith(Shape shape) {
    return x -> {
      Shape other = x.shape();
      for (int i = 1; i <= Math.min(shape.rank(), other.rank()); i++) {
        if (shape.dim(-i) != other.dim(-i) && shape.dim(-i) != 1 && other.dim(-i) != 1) {
          return false;
        }
      }
      return true;
    };
  }

  private static int partner(Sketch s, int a) {
    return s.oneIn(2)
        ? s.anyThat(broadcastsWith(s.shape(a))).orElseGet(() -> s.leaf(s.partnerOf(s.shape(a))))
        : s.leaf(s.partnerOf(s.shape(a)));
  }

  private static boolean where(Sketch s) {
    int a = s.any();
    Shape shape = s.shape(a);
    int b = s.leaf(s.oneIn(2) ? shape : Shape.scalar());
    DoubleTensor mask = DoubleTensor.generate(s.partnerOf(shape), i -> s.between(0, 1));
    int condition =
        s.anyThat(x -> x.shape().equals(shape) && !s.oneIn(3)).orElseGet(() -> s.leaf(mask));
    return s.oneIn(2)
        ? s.add(new MovementCalls.Where(), condition, a, b)
        : s.add(new MovementCalls.Where(), condition, b, a);
  }

  private static boolean reduction(Sketch s, ReductionWord word) {
    boolean summing = word == ReductionWord.SUM;
    int x =
        s.anyThat(v -> summing || (v.shape().size() > 0 && v.shape().rank() > 0))
            .orElseGet(() -> s.leaf(Shape.of(s.between(1, 5), s.between(1, 5))));
    List<Integer> axes = s.axes(s.shape(x));
    List<Integer> chosen = word.alongOneAxis() ? axes.subList(0, 1) : axes;
    boolean keepDims = !word.isNormalisation() && s.oneIn(2);
    return s.add(new ReductionCall(word, keepDims, List.copyOf(chosen)), x);
  }

  private static boolean reshape(Sketch s) {
    int x = s.any();
    return s.add(new MovementCalls.Reshape(factored(s, s.shape(x).size(), s.between(1, 5))), x);
  }

  /** A shape of so many elements, of up to as many axes. */
  static Shape factored(Sketch s, int size, int rank) {
    int[] dims = new int[rank];
    int rest = size;
    for (int axis = 0; axis < rank - 1; axis++) {
      int left = rest;
      List<Integer> divisors =
          IntStream.rangeClosed(1, Math.min(8, Math.max(1, rest)))
              .filter(d -> left % d == 0)
              .boxed()
              .toList();
      dims[axis] = s.oneOf(divisors);
      rest /= dims[axis];
    }
    dims[rank - 1] = rest;
    return Shape.of(dims);
  }

  private static boolean permute(Sketch s) {
    int x = s.any();
    List<Integer> axes = new ArrayList<>();
    IntStream.range(0, s.shape(x).rank()).forEach(axes::add);
    Collections.shuffle(axes, new Random(s.between(0, 1 << 20)));
    return s.add(new MovementCalls.Permute(List.copyOf(axes)), x);
  }

  private static boolean flip(Sketch s) {
    int x = s.any();
    return s.add(new MovementCalls.Flip(s.axes(s.shape(x))), x);
  }

  private static boolean broadcast(Sketch s) {
    int x = s.any();
    Shape from = s.shape(x);
    int added = s.between(0, Math.min(2, Shape.MAX_RANK - from.rank()));
    int[] dims = new int[added + from.rank()];
    for (int axis = 0; axis < dims.length; axis++) {
      int own = axis < added ? 1 : from.dim(axis - added);
      dims[axis] = own == 1 ? s.between(1, 4) : own;
    }
    return s.add(new MovementCalls.Broadcast(Shape.of(dims)), x);
  }

  private static List<Slice> slices(Sketch s, Shape shape) {
    List<Slice> slices = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int size = shape.dim(axis);
      int start = s.between(0, Math.max(0, size - 1));
      int stop = s.oneIn(12) ? start : s.between(Math.min(size, start + 1), size);
      slices.add(s.oneIn(3) ? Slice.of(0, size) : new Slice(start, stop, s.between(1, 3)));
    }
    return List.copyOf(slices);
  }

  private static boolean slice(Sketch s) {
    int x = s.any();
    return s.add(new SliceCalls.Part(slices(s, s.shape(x))), x);
  }

  private static boolean sliceScatter(Sketch s) {
    int x = s.any();
    List<Slice> slices = slices(s, s.shape(x));
    int[] part = s.shape(x).slice(slices.toArray(Slice[]::new)).dims();
    int[] source = Arrays.copyOfRange(part, s.between(0, part.length), part.length);
    for (int axis = 0; axis < source.length; axis++) {
      source[axis] = s.oneIn(4) ? 1 : source[axis];
    }
    return s.add(new SliceCalls.Scatter(slices), x, s.of(Shape.of(source)));
  }

  private static boolean pad(Sketch s) {
    int x = s.any();
    List<Pad> pads = new ArrayList<>();
    for (int axis = 0; axis < s.shape(x).rank(); axis++) {
      int interior = s.oneIn(3) ? s.between(1, 2) : 0;
      pads.add(s.oneIn(3) ? Pad.NONE : new Pad(s.between(0, 2), s.between(0, 2), interior));
    }
    return s.add(new SliceCalls.Padded(s.oneIn(2) ? 0 : s.value(), List.copyOf(pads)), x);
  }

  private static boolean concat(Sketch s) {
    int x = s.anyThat(v -> v.shape().rank() > 0).orElseGet(() -> s.leaf(Shape.of(2, 3)));
    int axis = s.between(0, s.shape(x).rank() - 1);
    List<Integer> parts = new ArrayList<>(List.of(x));
    int more = s.between(0, 2);
    for (int i = 0; i < more; i++) {
      parts.add(s.oneIn(4) ? x : s.of(s.shape(x).with(axis, s.between(0, 3))));
    }
    Collections.rotate(parts, s.between(0, more));
    return s.add(new MovementCalls.Concat(axis), parts.toArray(Integer[]::new));
  }

  private static boolean matmul(Sketch s) {
    int a =
        s.anyThat(v -> v.shape().rank() >= 2)
            .orElseGet(() -> s.leaf(Shape.of(s.between(1, 5), s.between(1, 5))));
    Shape shape = s.shape(a);
    int[] batch = s.partnerOf(Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2))).dims();
    int[] other = Arrays.copyOf(batch, batch.length + 2);
    boolean left = s.oneIn(2);
    other[batch.length] = left ? shape.dim(-1) : s.dim();
    other[batch.length + 1] = left ? s.dim() : shape.dim(-2);
    if (!s.fits(Shape.of(other))) {
      return false;
    }
    int b = s.of(Shape.of(other));
    return left ? s.add(new ProductCalls.MatMul(), a, b) : s.add(new ProductCalls.MatMul(), b, a);
  }
}
