package dev.corral.examples.bench;

import dev.corral.tensor.Shape;
import java.util.List;

/** The workloads that are measured. */
public final class Workloads {
  /** Above this many operations a textbook loop takes seconds. */
  private static final double BIG = 1e9;

  /** Filters of one channel, layers of well-known networks, matrix products. */
  public static final List<Workload> ALL =
      List.of(
          conv2d(Shape.of(1, 1, 1024, 1024), 1, 2, 1, 0),
          conv2d(Shape.of(1, 1, 1024, 1024), 1, 3, 1, 0),
          conv2d(Shape.of(1, 1, 1024, 1024), 1, 11, 1, 0),
          conv2d(Shape.of(1, 64, 56, 56), 64, 3, 1, 1),
          conv2d(Shape.of(1, 256, 14, 14), 256, 3, 1, 1),
          conv2d(Shape.of(1, 3, 224, 224), 64, 7, 2, 3),
          conv2d(Shape.of(1, 256, 28, 28), 128, 1, 1, 0),
          conv2d(Shape.of(64, 1, 28, 28), 6, 5, 1, 2),
          conv2d(Shape.of(64, 6, 14, 14), 16, 5, 1, 0),
          conv2d(Shape.of(8, 128, 28, 28), 128, 3, 1, 1),
          new MatmulWorkload(512),
          new MatmulWorkload(1024));

  /** All but the biggest. */
  public static final List<Workload> QUICK =
      ALL.stream().filter(workload -> workload.flops() <= BIG).toList();

  private Workloads() {}

  private static Workload conv2d(Shape image, int outputs, int kernel, int stride, int padding) {
    Shape weights = Shape.of(outputs, image.dim(1), kernel, kernel);
    return new Conv2dWorkload(image, weights, stride, padding);
  }
}
