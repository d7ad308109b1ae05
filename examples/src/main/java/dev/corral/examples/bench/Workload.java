package dev.corral.examples.bench;

import dev.corral.tensor.Shape;
import java.util.List;

/** Something to compute, by its sizes. */
public sealed interface Workload permits Conv2dWorkload, MatmulWorkload {
  /** As users name it. */
  String id();

  /** Its sizes in words. */
  String title();

  /** The shapes of its two inputs: the image or left factor, the kernel or right factor. */
  List<Shape> inputs();

  /** The shape of its result. */
  Shape output();

  /** What can be computed of it. */
  List<Pass> passes();

  /** The additions and multiplications of its result, each counted. */
  double flops();
}
