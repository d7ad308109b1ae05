package dev.corral.conformance.cases;

import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Window;

/** Options as the Java that makes them, without what is the default. */
public final class JavaText {
  private JavaText() {}

  /**
   * The options of a convolution.
   *
   * @param o the options
   * @return as {@code Conv2dOptions.DEFAULT.stride(2, 1)}
   */
  public static String of(Conv2dOptions o) {
    return "Conv2dOptions.DEFAULT"
        + call("stride", o.strideHeight(), o.strideWidth())
        + call(o.padding())
        + call("dilation", o.dilationHeight(), o.dilationWidth())
        + (o.groups() == 1 ? "" : ".groups(" + o.groups() + ")");
  }

  /**
   * A window.
   *
   * @param w the window
   * @return as {@code Window.of(3, 2).stride(2, 1)}
   */
  public static String of(Window w) {
    return ("Window.of(" + w.kernelHeight() + ", " + w.kernelWidth() + ")")
        + call("stride", w.strideHeight(), w.strideWidth())
        + call(w.padding())
        + call("dilation", w.dilationHeight(), w.dilationWidth());
  }

  /**
   * The options of pooling.
   *
   * @param o the options
   * @return as {@code Pool2dOptions.of(Window.of(2, 2)).ceilMode(true)}
   */
  public static String of(Pool2dOptions o) {
    return ("Pool2dOptions.of(" + of(o.window()) + ")")
        + (o.ceilMode() ? ".ceilMode(true)" : "")
        + (o.countIncludePad() ? ".countIncludePad(true)" : "");
  }

  /**
   * The description of a layer.
   *
   * @param spec one of the SPI's own, or any other
   * @return as {@code new LinearSpec(7, 5, true, Activation.RELU)}
   */
  public static String of(LayerSpec spec) {
    if (spec instanceof LinearSpec s) {
      String sizes = s.inFeatures() + ", " + s.outFeatures();
      return "new LinearSpec(" + sizes + ", " + s.bias() + ", Activation." + s.activation() + ")";
    }
    if (spec instanceof Conv2dSpec s) {
      String sizes = s.inChannels() + ", " + s.outChannels();
      String kernel = s.kernelHeight() + ", " + s.kernelWidth();
      return ("new Conv2dSpec(" + sizes + ", " + kernel + ", " + of(s.options()))
          + (", " + s.bias() + ", Activation." + s.activation() + ")");
    }
    return spec.toString();
  }

  private static String call(String name, int height, int width) {
    return height == 1 && width == 1 ? "" : "." + name + "(" + height + ", " + width + ")";
  }

  private static String call(Padding p) {
    if (p.equals(Padding.valid())) {
      return "";
    }
    String sides = p.top() + ", " + p.left() + ", " + p.bottom() + ", " + p.right();
    return p.rule() == Padding.Rule.SAME
        ? ".padding(Padding.same())"
        : ".padding(Padding.of(" + sides + "))";
  }
}
