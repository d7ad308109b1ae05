package dev.corral.backend.cpu.fast.winograd;

/**
 * The rows of G where the points are 0, some pairs ±a, and ∞: (1, 0, 0), for each pair (1, ±a, a²)
 * over the product of a's distances to the other points, and (0, 0, 1).
 *
 * @param near the row of a in the first pair; that of −a has its middle element negative
 * @param far the same in the second pair; near itself if there is one pair
 */
record RealPoints(float[] near, float[] far) {
  /** Those of a form whose points are all real. */
  static RealPoints of(WinogradForm form) {
    return switch (form) {
      case F2 -> {
        float[] one = {0.5f, 0.5f, 0.5f};
        yield new RealPoints(one, one);
      }
      case F4 ->
          new RealPoints(
              new float[] {-2f / 3, (float) (-Math.sqrt(2) / 3), -1f / 3},
              new float[] {1f / 6, (float) (Math.sqrt(2) / 6), 1f / 3});
      case F4_COMPLEX -> throw new IllegalArgumentException(form + " has complex points");
    };
  }

  /** How many points. */
  int size() {
    return near == far ? 4 : 6;
  }
}
