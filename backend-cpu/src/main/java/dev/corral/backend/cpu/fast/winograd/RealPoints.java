package dev.corral.backend.cpu.fast.winograd;

/**
 * The rows of G where the points are 0, some pairs ±a, and ∞: (1, 0, 0), for each pair (1, ±a, a²)
 * over the product of a's distances to the other points, and (0, 0, 1).
 *
 * @param near the row of a in the first pair; that of −a has its middle element negative
 * @param far the same in the second pair; near itself if there is one pair
 */
record RealPoints(float[] near, float[] far) {
  /** Those of a form. */
  static RealPoints of(WinogradForm form) {
    if (form == WinogradForm.F2) {
      float[] one = {0.5f, 0.5f, 0.5f};
      return new RealPoints(one, one);
    }
    return new RealPoints(
        new float[] {-2f / 3, (float) (-Math.sqrt(2) / 3), -1f / 3},
        new float[] {1f / 6, (float) (Math.sqrt(2) / 6), 1f / 3});
  }

  /** How many points. */
  int size() {
    return near == far ? 4 : 6;
  }
}
