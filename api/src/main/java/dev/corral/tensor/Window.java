package dev.corral.tensor;

/**
 * A window that slides over the last two axes of an image: its kernel size, the stride between its
 * positions, the padding around the image, and the dilation between its elements.
 *
 * <p>Sizes follow ONNX: along an axis of size n with padding p, a kernel of k elements dilated by d
 * reaches over e = d·(k − 1) + 1 elements and stands at ⌊(n + p − e) / stride⌋ + 1 positions (none
 * if e &gt; n + p).
 *
 * @param kernelHeight rows of the kernel, 1 or more
 * @param kernelWidth columns of the kernel, 1 or more
 * @param strideHeight rows from one position to the next, 1 or more
 * @param strideWidth columns from one position to the next, 1 or more
 * @param padding around the image
 * @param dilationHeight rows from one kernel element to the next, 1 or more
 * @param dilationWidth columns from one kernel element to the next, 1 or more
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    Padding padding,
    int dilationHeight,
    int dilationWidth) {

  /** Checks the numbers. */
  public Window {
    if (kernelHeight < 1 || kernelWidth < 1) {
      throw new ShapeException(
          "a kernel of " + kernelHeight + "×" + kernelWidth,
          "1 or more along each axis",
          "Check how the size was computed");
    }
    if (strideHeight < 1 || strideWidth < 1) {
      throw new ShapeException(
          "the stride " + strideHeight + "×" + strideWidth,
          "1 or more along each axis",
          "Use 1 to visit every position");
    }
    if (dilationHeight < 1 || dilationWidth < 1) {
      throw new ShapeException(
          "the dilation " + dilationHeight + "×" + dilationWidth,
          "1 or more along each axis",
          "Use 1 for a kernel without gaps");
    }
  }

  /**
   * A window of stride 1 without padding or dilation.
   *
   * @param kernelHeight rows of the kernel
   * @param kernelWidth columns of the kernel
   * @return the window
   */
  public static Window of(int kernelHeight, int kernelWidth) {
    return new Window(kernelHeight, kernelWidth, 1, 1, Padding.valid(), 1, 1);
  }

  /**
   * The same window with another stride.
   *
   * @param height rows from one position to the next
   * @param width columns from one position to the next
   * @return the window
   */
  public Window stride(int height, int width) {
    return new Window(
        kernelHeight, kernelWidth, height, width, padding, dilationHeight, dilationWidth);
  }

  /**
   * The same window with another padding.
   *
   * @param around the padding around the image
   * @return the window
   */
  public Window padding(Padding around) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        around,
        dilationHeight,
        dilationWidth);
  }

  /**
   * The same window with another dilation.
   *
   * @param height rows from one kernel element to the next
   * @param width columns from one kernel element to the next
   * @return the window
   */
  public Window dilation(int height, int width) {
    return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, padding, height, width);
  }

  /**
   * Rows that the dilated kernel reaches over.
   *
   * @return dilation · (kernel − 1) + 1
   */
  public long reachHeight() {
    return (long) dilationHeight * (kernelHeight - 1) + 1;
  }

  /**
   * Columns that the dilated kernel reaches over.
   *
   * @return dilation · (kernel − 1) + 1
   */
  public long reachWidth() {
    return (long) dilationWidth * (kernelWidth - 1) + 1;
  }

  /**
   * The same window with its padding in numbers.
   *
   * @param height rows of the image
   * @param width columns of the image
   * @return a window whose padding is explicit
   */
  public Window resolve(int height, int width) {
    if (padding.rule() == Padding.Rule.EXPLICIT) {
      return this;
    }
    int rows = samePadding(height, reachHeight(), strideHeight);
    int columns = samePadding(width, reachWidth(), strideWidth);
    return padding(Padding.of(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2));
  }

  private static int samePadding(int size, long reach, int stride) {
    long positions = (size + (long) stride - 1) / stride;
    return Math.toIntExact(Math.max(0, (positions - 1) * stride + reach - size));
  }

  /**
   * Positions along the height.
   *
   * @param height rows of the image
   * @return 0 or more
   */
  public int outputHeight(int height) {
    Padding p = resolve(height, 0).padding;
    return positions((long) height + p.top() + p.bottom() - reachHeight(), strideHeight);
  }

  /**
   * Positions along the width.
   *
   * @param width columns of the image
   * @return 0 or more
   */
  public int outputWidth(int width) {
    Padding p = resolve(0, width).padding;
    return positions((long) width + p.left() + p.right() - reachWidth(), strideWidth);
  }

  /**
   * The shape of the columns that im2col makes of an image.
   *
   * @param image its shape, [batch, channels, height, width]
   * @return [batch, channels · kernel, positions]
   * @throws ShapeException if they are too many
   */
  public Shape columns(Shape image) {
    Shape rows = Shape.of(image.dim(1), kernelHeight, kernelWidth);
    Shape positions = Shape.of(outputHeight(image.dim(2)), outputWidth(image.dim(3)));
    return Shape.of(image.dim(0), rows.size(), positions.size());
  }

  private static int positions(long slack, int stride) {
    long positions = slack < 0 ? 0 : slack / stride + 1;
    if (positions > Integer.MAX_VALUE) {
      throw new ShapeException(
          "a window with " + positions + " positions along one axis",
          "at most " + Integer.MAX_VALUE,
          "Use less padding or a larger stride");
    }
    return (int) positions;
  }
}
