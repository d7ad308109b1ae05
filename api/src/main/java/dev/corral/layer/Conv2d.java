package dev.corral.layer;

import dev.corral.backend.Scope;
import dev.corral.spi.Conv2dSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.ShapeException;
import java.util.Map;

/**
 * A two-dimensional convolution layer: activation(conv2d(x, weight) + bias), from [batch, inputs,
 * height, width] to [batch, outputs, height, width]. Parameters: {@code weight} [outputs, inputs /
 * groups, kernel height, kernel width] and, if it has one, {@code bias} [outputs].
 */
public final class Conv2d extends SpecBlock {
  private Conv2d(Conv2dSpec spec, Map<String, Parameter> parameters) {
    super(spec, parameters);
  }

  /**
   * Begins a layer.
   *
   * @param inChannels channels of the input
   * @param outChannels channels of the output
   * @return a builder, which has to be told the kernel's size
   */
  public static Builder builder(int inChannels, int outChannels) {
    return new Builder(inChannels, outChannels);
  }

  /** Collects what a {@link Conv2d} is. */
  public static final class Builder extends SpecBuilder<Builder> {
    private final int inChannels;
    private final int outChannels;
    private int kernelHeight;
    private int kernelWidth;
    private Conv2dOptions options = Conv2dOptions.DEFAULT;

    private Builder(int inChannels, int outChannels) {
      this.inChannels = inChannels;
      this.outChannels = outChannels;
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * A square kernel.
     *
     * @param size rows and columns, 1 or more
     * @return this builder
     */
    public Builder kernel(int size) {
      return kernel(size, size);
    }

    /**
     * The kernel's size.
     *
     * @param height rows, 1 or more
     * @param width columns, 1 or more
     * @return this builder
     */
    public Builder kernel(int height, int width) {
      this.kernelHeight = height;
      this.kernelWidth = width;
      return this;
    }

    /**
     * The distance from one position to the next along both axes; 1 by default.
     *
     * @param stride 1 or more
     * @return this builder
     */
    public Builder stride(int stride) {
      return options(options.stride(stride));
    }

    /**
     * The distance from one position to the next; 1 by default.
     *
     * @param height in rows, 1 or more
     * @param width in columns, 1 or more
     * @return this builder
     */
    public Builder stride(int height, int width) {
      return options(options.stride(height, width));
    }

    /**
     * Zeros on each of the four sides; none by default.
     *
     * @param around how many rows and columns, 0 or more
     * @return this builder
     */
    public Builder padding(int around) {
      return options(options.padding(around));
    }

    /**
     * Zeros around the image; none by default.
     *
     * @param around as {@link Padding#of(int, int)} or {@link Padding#same()}
     * @return this builder
     */
    public Builder padding(Padding around) {
      return options(options.padding(around));
    }

    /**
     * The distance from one kernel element to the next along both axes; 1 by default.
     *
     * @param dilation 1 or more
     * @return this builder
     */
    public Builder dilation(int dilation) {
      return options(options.dilation(dilation));
    }

    /**
     * The distance from one kernel element to the next; 1 by default.
     *
     * @param height in rows, 1 or more
     * @param width in columns, 1 or more
     * @return this builder
     */
    public Builder dilation(int height, int width) {
      return options(options.dilation(height, width));
    }

    /**
     * Into how many independent groups the channels are split; 1 by default.
     *
     * @param count divides the input's and the output's channels
     * @return this builder
     */
    public Builder groups(int count) {
      return options(options.groups(count));
    }

    /**
     * Stride, padding, dilation and groups at once.
     *
     * @param all the options
     * @return this builder
     */
    public Builder options(Conv2dOptions all) {
      this.options = all;
      return this;
    }

    /**
     * Builds the layer.
     *
     * @param scope what its parameters belong to
     * @return the layer, initialised
     * @throws ShapeException if no kernel size was given, or sizes and groups do not fit together
     * @throws dev.corral.tensor.ClosedException if the scope has closed
     */
    public Conv2d build(Scope scope) {
      if (kernelHeight < 1 || kernelWidth < 1) {
        throw new ShapeException(
            "a Conv2d with a kernel of " + kernelHeight + "×" + kernelWidth,
            "a kernel of 1×1 or more",
            "Call kernel(height, width) before build");
      }
      Conv2dSpec spec =
          new Conv2dSpec(
              inChannels, outChannels, kernelHeight, kernelWidth, options, bias, activation);
      return new Conv2d(spec, parameters(scope, spec));
    }
  }
}
