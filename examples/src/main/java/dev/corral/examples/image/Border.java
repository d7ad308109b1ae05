package dev.corral.examples.image;

/** What a kernel finds outside a picture; the rules of NumPy's {@code pad}. */
public enum Border {
  /** Black. */
  ZERO {
    @Override
    int inside(int index, int size) {
      return index >= 0 && index < size ? index : NOWHERE;
    }
  },

  /** The pixel at the edge, again and again. */
  REPLICATE {
    @Override
    int inside(int index, int size) {
      return Math.max(0, Math.min(size - 1, index));
    }
  },

  /** The picture mirrored, the pixel at the edge being the mirror. */
  REFLECT {
    @Override
    int inside(int index, int size) {
      int period = Math.max(1, 2 * (size - 1));
      int phase = Math.floorMod(index, period);
      return Math.min(phase, period - phase) % period;
    }
  };

  /** No neighbour of any index. */
  static final int NOWHERE = Integer.MIN_VALUE / 2;

  /** Which pixel of an axis stands for one that may be outside; {@link #NOWHERE} for black. */
  abstract int inside(int index, int size);
}
