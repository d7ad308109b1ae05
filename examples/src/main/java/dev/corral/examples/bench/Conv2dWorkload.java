package dev.corral.examples.bench;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A two-dimensional convolution without bias.
 *
 * @param image [batch, channels, height, width]
 * @param kernel [outputs, channels, height, width]
 * @param stride along both axes
 * @param padding on each of the four sides
 */
public record Conv2dWorkload(Shape image, Shape kernel, int stride, int padding)
    implements Workload {

  /** The options of the convolution. */
  public Conv2dOptions options() {
    return Conv2dOptions.DEFAULT.stride(stride).padding(padding);
  }

  @Override
  public String id() {
    return "c" + image.dim(1) + "-" + image.dim(3) + "-" + kernel.dim(2) + "x" + kernel.dim(3);
  }

  @Override
  public String title() {
    String sizes =
        Arrays.stream(image.dims()).mapToObj(String::valueOf).collect(Collectors.joining(","));
    String window = kernel.dim(2) + "×" + kernel.dim(3);
    return sizes
        + (" → " + kernel.dim(0) + ", " + window)
        + (stride == 1 ? "" : ", stride " + stride)
        + (padding == 0 ? "" : ", padding " + padding);
  }

  @Override
  public List<Shape> inputs() {
    return List.of(image, kernel);
  }

  @Override
  public Shape output() {
    return options().forwardShape(image, kernel);
  }

  @Override
  public List<Pass> passes() {
    return List.of(Pass.FORWARD, Pass.STEP);
  }

  @Override
  public double flops() {
    return 2.0 * output().size() * kernel.size() / kernel.dim(0);
  }
}
