package dev.corral.tensor;

/**
 * The options of two-dimensional pooling, as in ONNX's MaxPool and AveragePool.
 *
 * @param window what slides over the image; it must see at least one real element everywhere,
 *     unless an average counts the padding
 * @param ceilMode whether a last position that reaches past the padded image counts, provided that
 *     it starts inside the image or its leading padding
 * @param countIncludePad whether an average divides by the padding's elements too (never by those
 *     past it that only {@code ceilMode} reaches); max pooling ignores it
 */
public record Pool2dOptions(Window window, boolean ceilMode, boolean countIncludePad) {
  /**
   * Pooling over blocks that touch without overlap: the stride is the kernel.
   *
   * @param height rows of the block
   * @param width columns of the block
   * @return the options, without padding or dilation
   */
  public static Pool2dOptions of(int height, int width) {
    return of(Window.of(height, width).stride(height, width));
  }

  /**
   * Pooling with any window.
   *
   * @param window what slides over the image
   * @return the options; not in ceil mode, padding not counted
   */
  public static Pool2dOptions of(Window window) {
    return new Pool2dOptions(window, false, false);
  }

  /**
   * The same options in or out of ceil mode.
   *
   * @param on whether a last, partial position counts
   * @return the options
   */
  public Pool2dOptions ceilMode(boolean on) {
    return new Pool2dOptions(window, on, countIncludePad);
  }

  /**
   * The same options with the padding counted or not.
   *
   * @param on whether an average divides by the padding's elements too
   * @return the options
   */
  public Pool2dOptions countIncludePad(boolean on) {
    return new Pool2dOptions(window, ceilMode, on);
  }

  /**
   * The same options with the padding in numbers.
   *
   * @param input the image's shape, [batch, channels, height, width]
   * @return options whose padding is explicit
   */
  public Pool2dOptions resolve(Shape input) {
    return new Pool2dOptions(window.resolve(input.dim(2), input.dim(3)), ceilMode, countIncludePad);
  }

  /**
   * The window with as much more padding at the ends as ceil mode reaches over.
   *
   * @param input the image's shape, [batch, channels, height, width]
   * @return a window with explicit padding whose positions are exactly the pooling's
   */
  public Window reach(Shape input) {
    Window resolved = window.resolve(input.dim(2), input.dim(3));
    if (!ceilMode) {
      return resolved;
    }
    Padding p = resolved.padding();
    int bottom =
        overhang(input.dim(2), p.top(), p.bottom(), resolved.reachHeight(), window.strideHeight());
    int right =
        overhang(input.dim(3), p.left(), p.right(), resolved.reachWidth(), window.strideWidth());
    return resolved.padding(Padding.of(p.top(), p.left(), p.bottom() + bottom, p.right() + right));
  }

  /** How far one more position would reach past the padded axis; 0 if it does not count. */
  private static int overhang(int size, int before, int after, long reach, int stride) {
    long slack = size + (long) before + after - reach;
    long start = (Math.floorDiv(slack, stride) + 1) * stride;
    boolean counts = slack % stride != 0 && start >= 0 && start < size + (long) before;
    return counts ? Math.toIntExact(start - slack) : 0;
  }

  /**
   * The shape of the pooled image.
   *
   * @param input the image's shape, [batch, channels, height, width]
   * @return [batch, channels, height, width]
   */
  public Shape outputShape(Shape input) {
    Window reach = reach(input);
    return Shape.of(
        input.dim(0),
        input.dim(1),
        reach.outputHeight(input.dim(2)),
        reach.outputWidth(input.dim(3)));
  }
}
