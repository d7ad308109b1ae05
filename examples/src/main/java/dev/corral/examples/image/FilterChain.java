package dev.corral.examples.image;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernels one after the other over one picture. Each result is as large as the picture, and the
 * border's rule holds anew for each. A part of the last result is computed from the part of the
 * picture that it depends on, so it is the same whatever else is computed beside it.
 */
final class FilterChain {
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private final List<Pass> passes;
  private final List<Tensor> kernels;
  private final BorderedAxis rows;
  private final BorderedAxis columns;

  /** The kernels are made by these operations, and live as long as their results. */
  FilterChain(Ops ops, List<Pass> passes, Border border, int height, int width) {
    this.passes = passes;
    this.kernels = passes.stream().map(pass -> pass.kernel(ops)).toList();
    this.rows = new BorderedAxis(border, height);
    this.columns = new BorderedAxis(border, width);
  }

  /** The part of the picture that a part of the result depends on. */
  Box reach(Box result) {
    return inputs(result).get(0);
  }

  /** What each pass needs of its own input, the first first, and then the result. */
  private List<Box> inputs(Box result) {
    List<Box> boxes = new ArrayList<>(List.of(result));
    for (int i = passes.size() - 1; i >= 0; i--) {
      Box wanted = around(passes.get(i), boxes.get(0));
      boxes.add(0, new Box(rows.reach(wanted.rows()), columns.reach(wanted.columns())));
    }
    return boxes;
  }

  private static Box around(Pass pass, Box result) {
    return new Box(
        result.rows().widened(pass.above(), pass.below()),
        result.columns().widened(pass.left(), pass.right()));
  }

  /** Computes a part of the result [n, 1, h, w] from {@link #reach}, which x [n, 1, …] holds. */
  Tensor apply(Ops ops, Tensor x, Box result) {
    List<Box> inputs = inputs(result);
    Tensor y = x;
    for (int i = 0; i < passes.size(); i++) {
      Box held = inputs.get(i);
      Box wanted = around(passes.get(i), inputs.get(i + 1));
      Tensor tall = rows.extend(ops, y, ROWS, held.rows(), wanted.rows());
      Tensor all = columns.extend(ops, tall, COLUMNS, held.columns(), wanted.columns());
      y = passes.get(i).apply(ops, all, kernels.get(i));
    }
    return y;
  }
}
