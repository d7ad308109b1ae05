package dev.corral.examples.image;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** Filters any part of one picture; opacity is kept as it is. */
final class TileFilter {
  private static final int WHITE = 255;

  /** Pixels of a part that every device should have room for, whatever it makes on the way. */
  private static final int SMALLEST = 256;

  private final PictureReader picture;
  private final FilterOptions options;
  private final Scope scope;
  private final FilterChain chain;
  private final boolean mixes;
  private int largest = Integer.MAX_VALUE;

  TileFilter(PictureReader picture, FilterOptions options, Scope scope) {
    this.picture = picture;
    this.options = options;
    this.scope = scope;
    this.chain =
        new FilterChain(
            scope.ops(), options.passes(), options.border(), picture.height(), picture.width());
    this.mixes = options.luminance() && picture.format().colours() > 1;
  }

  int colours() {
    return mixes ? 1 : picture.format().colours();
  }

  boolean alpha() {
    return picture.format().alpha();
  }

  int samples() {
    return alpha() ? colours() + 1 : colours();
  }

  /**
   * Filters a part, in smaller ones if the backend has not room enough: some lay out each pixel's
   * neighbourhood by itself.
   *
   * @param band rows of the whole width as they are shown, [height, width, samples], where the part
   *     goes
   * @param top the band's first row
   */
  void filter(Box part, byte[] band, int top) {
    if (part.pixels() > largest) {
      part.halves().forEach(half -> filter(half, band, top));
      return;
    }
    try {
      filterAtOnce(part, band, top);
    } catch (DeviceException | OutOfMemoryError noRoom) {
      if (part.pixels() <= SMALLEST) {
        throw noRoom;
      }
      largest = part.pixels() / 2;
      filter(part, band, top);
    }
  }

  private void filterAtOnce(Box part, byte[] band, int top) {
    Box reach = chain.reach(part);
    int[] input = picture.read(reach);
    float[] result = filtered(input, reach, part);
    for (int row = 0; row < part.rows().size(); row++) {
      int at = ((part.rows().from() + row - top) * picture.width() + part.columns().from());
      show(result, row * part.columns().size(), part, band, at * samples());
      if (alpha()) {
        int down = part.rows().from() + row - reach.rows().from();
        int right = part.columns().from() - reach.columns().from();
        int from = down * reach.columns().size() + right;
        copyAlpha(input, from, part.columns().size(), band, at * samples());
      }
    }
  }

  /** The colours of a part, [colours, height, width]. */
  private float[] filtered(int[] input, Box reach, Box part) {
    try (Scope inner = scope.scope()) {
      Ops ops = inner.ops();
      int colours = picture.format().colours();
      int height = reach.rows().size();
      int width = reach.columns().size();
      float[] planes = picture.format().planes(input);
      Tensor x = ops.fromArray(Shape.of(colours, 1, height, width), planes);
      Tensor mixed = mixes ? Luminance.of(ops, ops.reshape(x, 1, colours, height, width)) : x;
      return chain.apply(ops, mixed, part).toArray();
    }
  }

  private void show(float[] result, int from, Box part, byte[] band, int at) {
    for (int c = 0; c < colours(); c++) {
      int to = at + c;
      int first = c * part.pixels() + from;
      for (int i = first; i < first + part.columns().size(); i++) {
        float shown = options.signed() ? 128 + result[i] / 2 : result[i];
        band[to] = (byte) Math.max(0, Math.min(WHITE, Math.round(shown)));
        to += samples();
      }
    }
  }

  private void copyAlpha(int[] input, int from, int pixels, byte[] band, int at) {
    PixelFormat format = picture.format();
    float level = (float) WHITE / format.largest();
    for (int i = 0; i < pixels; i++) {
      int opacity = input[(from + i) * format.samples() + format.colours()];
      band[at + i * samples() + colours()] = (byte) Math.round(opacity * level);
    }
  }
}
