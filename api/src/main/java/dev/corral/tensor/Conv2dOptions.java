package dev.corral.tensor;

/**
 * The options of a two-dimensional convolution, as in ONNX's Conv and PyTorch's Conv2d.
 *
 * @param strideHeight rows from one position to the next, 1 or more
 * @param strideWidth columns from one position to the next, 1 or more
 * @param padding zeros around the image
 * @param dilationHeight rows from one kernel element to the next, 1 or more
 * @param dilationWidth columns from one kernel element to the next, 1 or more
 * @param groups into how many independent groups the channels are split, 1 or more; must divide the
 *     input's and the output's channels
 */
public record Conv2dOptions(
    int strideHeight,
    int strideWidth,
    Padding padding,
    int dilationHeight,
    int dilationWidth,
    int groups) {

  /** Stride 1, no padding, no dilation, one group. */
  public static final Conv2dOptions DEFAULT = new Conv2dOptions(1, 1, Padding.valid(), 1, 1, 1);

  /** Checks the numbers; strides and dilations are checked as those of a {@link Window}. */
  public Conv2dOptions {
    new Window(1, 1, strideHeight, strideWidth, padding, dilationHeight, dilationWidth);
    if (groups < 1) {
      throw new ShapeException(
          "a convolution in " + groups + " groups", "1 group or more", "Use 1 for an ordinary one");
    }
  }

  /**
   * The same options with another stride.
   *
   * @param stride along both axes
   * @return the options
   */
  public Conv2dOptions stride(int stride) {
    return stride(stride, stride);
  }

  /**
   * The same options with another stride.
   *
   * @param height rows from one position to the next
   * @param width columns from one position to the next
   * @return the options
   */
  public Conv2dOptions stride(int height, int width) {
    return new Conv2dOptions(height, width, padding, dilationHeight, dilationWidth, groups);
  }

  /**
   * The same options with another padding.
   *
   * @param around on each of the four sides
   * @return the options
   */
  public Conv2dOptions padding(int around) {
    return padding(Padding.of(around, around));
  }

  /**
   * The same options with another padding.
   *
   * @param around zeros around the image
   * @return the options
   */
  public Conv2dOptions padding(Padding around) {
    return new Conv2dOptions(
        strideHeight, strideWidth, around, dilationHeight, dilationWidth, groups);
  }

  /**
   * The same options with another dilation.
   *
   * @param dilation along both axes
   * @return the options
   */
  public Conv2dOptions dilation(int dilation) {
    return dilation(dilation, dilation);
  }

  /**
   * The same options with another dilation.
   *
   * @param height rows from one kernel element to the next
   * @param width columns from one kernel element to the next
   * @return the options
   */
  public Conv2dOptions dilation(int height, int width) {
    return new Conv2dOptions(strideHeight, strideWidth, padding, height, width, groups);
  }

  /**
   * The same options with another number of groups.
   *
   * @param count into how many groups the channels are split
   * @return the options
   */
  public Conv2dOptions groups(int count) {
    return new Conv2dOptions(
        strideHeight, strideWidth, padding, dilationHeight, dilationWidth, count);
  }

  /**
   * The window that a kernel slides over the image with.
   *
   * @param kernel the kernel's shape, [outputs, inputs / groups, height, width]
   * @return the window
   */
  public Window window(Shape kernel) {
    return new Window(
        kernel.dim(2),
        kernel.dim(3),
        strideHeight,
        strideWidth,
        padding,
        dilationHeight,
        dilationWidth);
  }

  /**
   * The same options with the padding in numbers.
   *
   * @param input the image's shape, [batch, channels, height, width]
   * @param kernel the kernel's shape, [outputs, inputs / groups, height, width]
   * @return options whose padding is explicit
   */
  public Conv2dOptions resolve(Shape input, Shape kernel) {
    return padding(window(kernel).resolve(input.dim(2), input.dim(3)).padding());
  }

  /**
   * The shape of the convolution's output, empty where the kernel reaches past the padded image.
   *
   * @param input the image's shape, [batch, channels, height, width]
   * @param kernel the kernel's shape, [outputs, inputs / groups, height, width]
   * @return [batch, outputs, height, width]
   * @throws ShapeException if ranks, channels and groups do not fit together
   */
  public Shape outputShape(Shape input, Shape kernel) {
    checkChannels(input, kernel);
    Window window = window(kernel);
    return Shape.of(
        input.dim(0),
        kernel.dim(0),
        window.outputHeight(input.dim(2)),
        window.outputWidth(input.dim(3)));
  }

  /**
   * The shape of the convolution's output, for a forward pass.
   *
   * @param input the image's shape, [batch, channels, height, width]
   * @param kernel the kernel's shape, [outputs, inputs / groups, height, width]
   * @return [batch, outputs, height, width]
   * @throws ShapeException if they do not fit together, or the kernel is larger than the padded
   *     image
   */
  public Shape forwardShape(Shape input, Shape kernel) {
    Shape output = outputShape(input, kernel);
    if (output.dim(2) == 0 || output.dim(3) == 0) {
      Window window = window(kernel).resolve(input.dim(2), input.dim(3));
      throw new ShapeException(
          "conv2d: the kernel "
              + kernel
              + " reaches over "
              + (window.reachHeight() + "×" + window.reachWidth())
              + " elements, more than the input "
              + input
              + " with padding "
              + window.padding(),
          "a kernel no larger than the padded input",
          "Pad more, or use a smaller kernel or dilation");
    }
    return output;
  }

  private void checkChannels(Shape input, Shape kernel) {
    if (input.rank() != 4 || kernel.rank() != 4) {
      throw new ShapeException(
          "conv2d: an input of shape " + input + " and a kernel of shape " + kernel,
          "rank 4 for both: [batch, channels, height, width] and"
              + " [outputs, inputs / groups, height, width]",
          "Add axes of size 1 with reshape; for two matrices there is corr2d");
    }
    if (input.dim(1) != (long) kernel.dim(1) * groups) {
      throw new ShapeException(
          "conv2d: an input of "
              + input.dim(1)
              + " channels "
              + input
              + " and a kernel of "
              + kernel.dim(1)
              + " channels "
              + kernel
              + " in groups of "
              + groups,
          "as many input channels as kernel channels × groups = " + (long) kernel.dim(1) * groups,
          "Change the kernel's second axis or the groups");
    }
    if (kernel.dim(0) % groups != 0) {
      throw new ShapeException(
          "conv2d: a kernel "
              + kernel
              + " of "
              + kernel.dim(0)
              + " outputs in "
              + groups
              + " groups",
          "groups that divide the outputs",
          "Change the kernel's first axis or the groups");
    }
  }
}
