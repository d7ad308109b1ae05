package dev.corral.backend.opencl;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The one form in which convolutions, their gradients by the input and matrix products reach the
 * kernels: a sum over the input channels of a group and over the elements of a kernel that slides
 * along images.
 *
 * @param images how many
 * @param groups of channels in an image
 * @param inputs channels of a group
 * @param outputs channels of a group
 * @param rows the kernel's way down
 * @param columns the kernel's way to the right
 * @param kernel where the kernel's elements lie
 * @param target where the results go
 */
record Correlation(
    int images,
    int groups,
    int inputs,
    int outputs,
    Axis rows,
    Axis columns,
    KernelView kernel,
    Target target) {

  /** A convolution. */
  static Correlation of(Shape images, Shape kernel, Conv2dOptions options) {
    int groups = options.groups();
    int outputs = kernel.dim(0) / groups;
    Axis rows = Axis.rows(images, kernel, options);
    Axis columns = Axis.columns(images, kernel, options);
    return new Correlation(
        images.dim(0),
        groups,
        kernel.dim(1),
        outputs,
        rows,
        columns,
        KernelView.dense(outputs, kernel.dim(1), kernel.dim(2), kernel.dim(3)),
        Target.dense(kernel.dim(0), rows.positions(), columns.positions()));
  }

  /**
   * The products a[i] · b[i] of matrices [m, k] and [k, n], for as many pairs as there are groups,
   * and for as many b as there are images.
   */
  static Correlation product(int images, int groups, int m, int k, int n) {
    return new Correlation(
        images,
        groups,
        k,
        m,
        Axis.plain(1),
        Axis.plain(n),
        KernelView.dense(m, k, 1, 1),
        Target.dense(groups * m, 1, n));
  }

  /**
   * The product of weights [outputs, inputs] and rows of inputs, given as columns; the results are
   * rows again.
   */
  static Correlation linear(int rows, int inputs, int outputs) {
    return new Correlation(
        1,
        1,
        inputs,
        outputs,
        Axis.plain(1),
        Axis.plain(rows),
        KernelView.dense(outputs, inputs, 1, 1),
        new Target(0, outputs, 1, 0, 0));
  }

  /**
   * The gradient by the input, phase by phase: convolutions of the output's gradient that together
   * give every element that any window sees.
   */
  List<Correlation> inputGradient() {
    List<Correlation> phases = new ArrayList<>();
    for (AxisPhase row : AxisPhase.of(rows)) {
      for (AxisPhase column : AxisPhase.of(columns)) {
        phases.add(inputGradient(row, column));
      }
    }
    return phases;
  }

  private Correlation inputGradient(AxisPhase row, AxisPhase column) {
    Target image = Target.dense(groups * inputs, rows.size(), columns.size());
    return new Correlation(
        images,
        groups,
        /* inputs= */ outputs,
        /* outputs= */ inputs,
        row.axis(),
        column.axis(),
        kernel.seenFrom(row, column),
        new Target(
            rows.stride() * image.row(),
            columns.stride(),
            image.channel(),
            image.image(),
            row.first() * image.row() + column.first()));
  }

  /** Whether there are elements of the input that no window sees. */
  boolean skipsInputs() {
    return AxisPhase.of(rows).size() < AxisPhase.count(rows)
        || AxisPhase.of(columns).size() < AxisPhase.count(columns);
  }

  /** Elements of the kernel for one input channel. */
  int kernelSize() {
    return rows.kernel() * columns.kernel();
  }

  /** Positions in an image. */
  int positions() {
    return rows.positions() * columns.positions();
  }

  /** Whether the kernel lies in the dense order. */
  boolean hasDenseKernel() {
    return kernel.equals(KernelView.dense(outputs, inputs, rows.kernel(), columns.kernel()));
  }

  /** Whether the results go into the dense order. */
  boolean hasDenseTarget() {
    return target.equals(Target.dense(groups * outputs, rows.positions(), columns.positions()));
  }
}
