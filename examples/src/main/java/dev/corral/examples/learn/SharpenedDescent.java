package dev.corral.examples.learn;

import dev.corral.backend.Ops;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent for photographs, whose pixels are so much like their neighbours that the plain
 * one takes tens of thousands of steps. It differs in two ways, neither of which changes where it
 * ends.
 *
 * <p>Gradients of kernels are sharpened: cross-correlated twice with the discrete negative
 * Laplacian, a symmetric positive definite matrix if what is outside is zero. A photograph has
 * little power at high frequencies (Field, <em>Relations between the statistics of natural images
 * and the response properties of cortical cells</em>, J. Opt. Soc. Am. A 4, 1987), so the gradient
 * hardly shows what is fine in a kernel, and the Laplacian shows it again.
 *
 * <p>The rate of a step comes from the two gradients before: with the move s and the gradient's
 * change z it is s·s / s·z, one over the mean curvature along the move, where the products are
 * those of the sharpened space. Barzilai, Borwein, <em>Two-Point Step Size Gradient Methods</em>,
 * IMA Journal of Numerical Analysis 8 (1988). The loss rises now and then on its way down.
 */
final class SharpenedDescent implements Descent {
  /** The discrete Laplacian's eigenvalues are below 8, so the square's are below this. */
  private static final double STRONGEST = 64;

  private static final Conv2dOptions SAME = Conv2dOptions.DEFAULT.padding(Padding.same());

  private final float[][] laplacian;
  private double rate;
  private @Nullable Move last;

  /** For pixels of variance 1. */
  SharpenedDescent(KernelSize size) {
    this.laplacian = laplacian(size);
    // The curvature is at most the sum over all weights.
    this.rate = 1 / (2 * STRONGEST * (size.weights() + 1));
  }

  /** Along those axes that the kernel has. */
  private static float[][] laplacian(KernelSize size) {
    int down = size.height() > 1 ? 1 : 0;
    int across = size.width() > 1 ? 1 : 0;
    int middle = Math.max(1, 2 * (down + across));
    return new float[][] {{0, -down, 0}, {-across, middle, -across}, {0, -down, 0}};
  }

  private record Move(double[] gradient, double[] direction) {}

  @Override
  public Step next(Ops ops, List<Tensor> gradients) {
    List<Tensor> directions = List.of(sharpened(ops, gradients.get(0)), gradients.get(1));
    double[] gradient = values(gradients);
    Move before = last;
    if (before != null) {
      double moved = dot(before.direction(), before.gradient());
      double changed = moved - dot(before.direction(), gradient);
      // A sum of squares has no other curvature, but what is left of it by rounding may.
      if (changed > 0) {
        rate *= moved / changed;
      }
    }
    last = new Move(gradient, values(directions));
    return new Step(directions, (float) rate);
  }

  private Tensor sharpened(Ops ops, Tensor kernels) {
    Tensor stencil = ops.reshape(ops.tensor(laplacian), 1, 1, 3, 3);
    return ops.conv2d(ops.conv2d(kernels, stencil, SAME), stencil, SAME);
  }

  private static double[] values(List<Tensor> tensors) {
    List<float[]> parts = tensors.stream().map(Tensor::toArray).toList();
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (float[] part : parts) {
      for (float value : part) {
        all[next++] = value;
      }
    }
    return all;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
