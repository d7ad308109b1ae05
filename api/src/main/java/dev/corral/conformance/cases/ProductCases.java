package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.conformance.reference.ProductReference;
import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Matrix products: odd sizes, empty sums, batches that broadcast, transposed factors. */
final class ProductCases {
  private static final double LARGEST = 9;

  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 7, 1},
    {5, 1, 3},
    {2, 3, 5},
    {7, 5, 3},
    {8, 8, 8},
    {9, 16, 15},
    {17, 31, 33},
    {65, 33, 63},
    {17, 2, 33},
    {33, 64, 9},
    {1, 127, 17},
    {63, 3, 1},
    {16, 16, 65},
    {31, 15, 2},
    {3, 0, 2},
    {0, 3, 2},
    {2, 3, 0}
  };

  private static final List<Shapes.Pair> BATCHES =
      List.of(
          new Shapes.Pair(Shape.of(2, 3, 4), Shape.of(2, 4, 5)),
          new Shapes.Pair(Shape.of(2, 3, 4), Shape.of(4, 5)),
          new Shapes.Pair(Shape.of(3, 4), Shape.of(2, 4, 5)),
          new Shapes.Pair(Shape.of(1, 3, 4), Shape.of(6, 4, 1)),
          new Shapes.Pair(Shape.of(2, 1, 3, 4), Shape.of(5, 4, 2)),
          new Shapes.Pair(Shape.of(3, 1, 2, 3), Shape.of(1, 4, 3, 2)),
          new Shapes.Pair(Shape.of(2, 1, 2, 1, 3, 2), Shape.of(2, 1, 2, 2, 5)),
          new Shapes.Pair(Shape.of(0, 3, 4), Shape.of(4, 5)),
          new Shapes.Pair(Shape.of(2, 3, 0), Shape.of(2, 0, 5)));

  private final Inputs inputs;
  private final List<OpCase> cases = new ArrayList<>();

  private ProductCases(long seed) {
    inputs = new Inputs(seed + 5);
  }

  static List<OpCase> all(long seed) {
    ProductCases all = new ProductCases(seed);
    for (Inputs.Kind kind : Inputs.Kind.values()) {
      for (int[] s : SIZES) {
        all.matmul(kind, Shape.of(s[0], s[1]), Shape.of(s[1], s[2]));
      }
      for (Shapes.Pair pair : BATCHES) {
        all.matmul(kind, pair.a(), pair.b());
      }
      all.transposed(kind);
    }
    all.special();
    return all.cases;
  }

  private void matmul(Inputs.Kind kind, Shape left, Shape right) {
    matmul(kind.name(), inputs.of(kind, left), inputs.of(kind, right));
  }

  private void matmul(String options, DoubleTensor a, DoubleTensor b) {
    cases.add(matmulOf(options, a, b));
  }

  static OpCase matmulOf(String options, DoubleTensor a, DoubleTensor b) {
    return OpCase.of(
        "matmul",
        options,
        (ops, in) -> ops.matmul(in[0], in[1]),
        () -> ProductReference.matmul(a, b).expectation(),
        a,
        b);
  }

  private void transposed(Inputs.Kind kind) {
    for (boolean first : new boolean[] {false, true}) {
      for (boolean second : new boolean[] {false, true}) {
        DoubleTensor a = inputs.of(kind, first ? Shape.of(2, 5, 3) : Shape.of(2, 3, 5));
        DoubleTensor b = inputs.of(kind, second ? Shape.of(4, 5) : Shape.of(5, 4));
        DoubleTensor left = first ? MovementReference.permute(a, 0, 2, 1) : a;
        DoubleTensor right = second ? MovementReference.permute(b, 1, 0) : b;
        cases.add(
            OpCase.of(
                "matmul",
                "transposed " + first + " and " + second + " " + kind,
                (ops, in) -> ops.matmul(in[0], first, in[1], second),
                () -> ProductReference.matmul(left, right).expectation(),
                a,
                b));
      }
    }
  }

  /** A zero in one factor does not hide a NaN or an infinity in the other. */
  private void special() {
    matmul("special values", moderate(Shape.of(9, 3)), moderate(Shape.of(3, 9)));
    DoubleTensor zeros = DoubleTensor.full(Shape.of(3, 14), 0);
    DoubleTensor column = DoubleTensor.of(Shape.of(14, 1), Inputs.special().toArray());
    matmul("zeros by special values", zeros, column);
    matmul("special values by zeros", column, DoubleTensor.full(Shape.of(1, 2), 0));
  }

  /** Special values, the finite ones of which have products that do not overflow. */
  private DoubleTensor moderate(Shape shape) {
    return inputs
        .mixed(shape)
        .map(v -> Double.isFinite(v) ? Math.max(-LARGEST, Math.min(v, LARGEST)) : v);
  }
}
