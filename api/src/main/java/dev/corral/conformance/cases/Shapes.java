package dev.corral.conformance.cases;

import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Shapes that backends get wrong: empty, of one element, of every rank, around vector widths. */
final class Shapes {
  private Shapes() {}

  /** Shapes of every rank, empty ones among them. */
  static final List<Shape> ANY =
      List.of(
          Shape.scalar(),
          Shape.of(0),
          Shape.of(1),
          Shape.of(7),
          Shape.of(3, 5),
          Shape.of(1, 1),
          Shape.of(2, 0, 3),
          Shape.of(2, 3, 5),
          Shape.of(1, 1, 1, 1),
          Shape.of(3, 2, 5, 7),
          Shape.of(2, 1, 3, 1, 2),
          Shape.of(2, 3, 2, 1, 3, 2));

  private static final int[] AROUND_VECTOR_WIDTHS = {
    2, 3, 4, 5, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 1009
  };

  /** Vectors with sizes around those that SIMD lanes and work groups have. */
  static List<Shape> vectors() {
    List<Shape> vectors = new ArrayList<>();
    for (int size : AROUND_VECTOR_WIDTHS) {
      vectors.add(Shape.of(size));
    }
    return vectors;
  }

  /** Two shapes that broadcast. */
  record Pair(Shape a, Shape b) {}

  /** Pairs that broadcast in every way. */
  static final List<Pair> BROADCAST =
      List.of(
          pair(Shape.scalar(), Shape.scalar()),
          pair(Shape.of(5), Shape.of(5)),
          pair(Shape.scalar(), Shape.of(3, 4)),
          pair(Shape.of(3, 4), Shape.scalar()),
          pair(Shape.of(4), Shape.of(3, 4)),
          pair(Shape.of(3, 4), Shape.of(1)),
          pair(Shape.of(3, 1), Shape.of(1, 4)),
          pair(Shape.of(3, 1), Shape.of(5)),
          pair(Shape.of(2, 3, 4), Shape.of(3, 1)),
          pair(Shape.of(1, 3, 1, 1), Shape.of(2, 3, 2, 5)),
          pair(Shape.of(2, 1, 3, 1, 2, 1), Shape.of(2, 1, 4, 1, 3)),
          pair(Shape.of(0), Shape.of(1)),
          pair(Shape.of(2, 1), Shape.of(0)),
          pair(Shape.of(2, 0, 3), Shape.of(2, 1, 1)),
          pair(Shape.of(17), Shape.of(17)),
          pair(Shape.of(1009), Shape.of(1009)),
          pair(Shape.scalar(), Shape.of(63)),
          pair(Shape.of(3, 65), Shape.of(65)));

  /** Those of few elements, each of which can be moved on its own. */
  static final List<Pair> SMALL =
      BROADCAST.stream().filter(pair -> pair.a().size() + pair.b().size() < 100).toList();

  private static Pair pair(Shape a, Shape b) {
    return new Pair(a, b);
  }
}
