package dev.corral.backend.cpu.fast.fourier;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;

/**
 * The gradient by the kernel by {@link FourierConvolution} the other way round: its spectrum is the
 * sum over tiles of those of the input's times the conjugates of those of the gradient's, whose
 * tiles do not overlap.
 */
public final class FourierKernelGradient {
  private final Machine machine;
  private final FourierProblem p;
  private final FourierLanes lanes;

  public FourierKernelGradient(Machine machine, FourierProblem problem) {
    this.machine = machine;
    this.p = problem;
    this.lanes = new FourierLanes(machine, problem.side());
  }

  private FourierProduct product(int tiles) {
    return new FourierProduct(machine, p.frequencies(), 2 * p.outputs(), tiles, 2 * p.inputs());
  }

  /** Fills the result, given the input and the gradient by the output. */
  public void run(float[] x, float[] dy, float[] result) {
    int batch = p.batch();
    float[] inputs = machine.scratch().take(2L * p.frequencies() * p.inputs() * batch);
    float[] gradients = machine.scratch().take(product(batch).leftSize());
    float[] sums = machine.scratch().take(4L * p.frequencies() * p.outputs() * p.inputs());
    for (int group = 0; group < p.groups(); group++) {
      for (int first = 0; first < p.tiles(); first += batch) {
        int count = Math.min(batch, p.tiles() - first);
        FourierProduct product = product(count);
        int row = count * p.frequencies();
        lanes.spectra(
            p.inputs(),
            count,
            p.windows(x, group, first),
            inputs,
            c -> c * row,
            new FourierTile.Layout(count, p.inputs() * row, 1));
        lanes.spectra(
            p.outputs(),
            count,
            p.gradients(dy, group, first),
            gradients,
            output -> product.left(2 * output),
            new FourierTile.Layout(count * Kernels.ROWS, 1, Kernels.ROWS));
        product.runTransposed(gradients, inputs, sums, /* add= */ first > 0);
      }
      int filter = group * p.outputs();
      lanes.tiles(
          p.outputs(),
          p.inputs(),
          sums,
          (tile, lane, imaginary, output, input) ->
              place(tile, lane, imaginary, (filter + output) * p.inputs() + input, result));
    }
    machine.scratch().give(sums);
    machine.scratch().give(gradients);
    machine.scratch().give(inputs);
  }

  private void place(FourierTile tile, int lane, boolean imaginary, int plane, float[] result) {
    for (int i = 0; i < p.kernelHeight(); i++) {
      int to = (plane * p.kernelHeight() + i) * p.kernelWidth();
      tile.get(lane, imaginary, i, result, to, p.kernelWidth());
    }
  }
}
