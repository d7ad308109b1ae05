package dev.corral.backend.cpu.fast.fourier;

import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.tensor.Tensor;
import java.util.List;

/**
 * Convolution by the convolution theorem: the spectrum of a tile of an output is the sum over
 * channels of those of the input's times the conjugates of the kernel's. Tiles of the input overlap
 * by the kernel (overlap-save: Oppenheim and Schafer, <em>Discrete-Time Signal Processing</em>).
 */
public final class FourierConvolution {
  private final Machine machine;
  private final FourierProblem p;
  private final boolean flipped;
  private final FourierLanes lanes;

  /**
   * A convolution.
   *
   * @param flipped whether it is the gradient by the input: the kernel's channels exchanged and its
   *     elements in reverse order
   */
  public FourierConvolution(Machine machine, FourierProblem problem, boolean flipped) {
    this.machine = machine;
    this.p = problem;
    this.flipped = flipped;
    this.lanes = new FourierLanes(machine, problem.side());
  }

  private FourierProduct product(int tiles) {
    return new FourierProduct(machine, p.frequencies(), 2 * p.outputs(), p.inputs(), 2 * tiles);
  }

  /** y = finish(conv2d(x, weight)). */
  public void run(float[] x, Tensor weight, float[] y, Finish finish) {
    float[] w =
        HeapStorage.derived(
            weight,
            List.of("spectra", p.side(), p.groups(), flipped, weight.shape()),
            () -> weights(HeapStorage.values(weight)));
    int batch = p.batch();
    float[] spectra = machine.scratch().take(2L * p.frequencies() * p.inputs() * batch);
    float[] products = machine.scratch().take(4L * p.frequencies() * p.outputs() * batch);
    for (int group = 0; group < p.groups(); group++) {
      for (int first = 0; first < p.tiles(); first += batch) {
        int count = Math.min(batch, p.tiles() - first);
        int row = 2 * count * p.frequencies();
        lanes.spectra(
            p.inputs(),
            count,
            p.windows(x, group, first),
            spectra,
            c -> c * row,
            new FourierTile.Layout(2 * count, count, 1));
        int at = group * product(count).leftSize();
        product(count).run(w, at, spectra, products);
        int firstTile = first;
        int firstOutput = group * p.outputs();
        lanes.tiles(
            p.outputs(),
            count,
            products,
            (tile, lane, imaginary, output, index) ->
                place(tile, lane, imaginary, firstOutput + output, firstTile + index, y, finish));
      }
    }
    machine.scratch().give(products);
    machine.scratch().give(spectra);
  }

  private void place(
      FourierTile tile,
      int lane,
      boolean imaginary,
      int output,
      int index,
      float[] y,
      Finish finish) {
    FourierTile.Part part = p.outputs(index);
    int plane = p.image(index) * p.groups() * p.outputs() + output;
    for (int i = 0; i < part.height(); i++) {
      int line = plane * p.outputHeight() + part.row() + i;
      int to = line * p.outputWidth() + part.column();
      tile.get(lane, imaginary, i, y, to, part.width());
      finish.apply(output, y, to, part.width());
    }
  }

  /** The spectra of all kernels, those of a group after those of another. */
  private float[] weights(float[] values) {
    FourierProduct product = product(1);
    int size = product.leftSize();
    float[] w = machine.scratch().take((long) p.groups() * size);
    float[] kernels = flipped ? flipped(values) : values;
    int taps = p.kernelHeight() * p.kernelWidth();
    FourierTile.Part whole = new FourierTile.Part(0, 0, p.kernelHeight(), p.kernelWidth());
    for (int group = 0; group < p.groups(); group++) {
      int filter = group * p.outputs();
      FourierLanes.Planes planes =
          new FourierLanes.Planes(
              kernels,
              p.kernelHeight(),
              p.kernelWidth(),
              (output, input) -> ((filter + output) * p.inputs() + input) * taps,
              input -> whole);
      int at = group * size;
      lanes.spectra(
          p.outputs(),
          p.inputs(),
          planes,
          w,
          output -> at + product.left(2 * output),
          new FourierTile.Layout(p.inputs() * Kernels.ROWS, 1, Kernels.ROWS));
    }
    if (flipped) {
      machine.scratch().give(kernels);
    }
    return w;
  }

  /** The channels of each group exchanged, and their elements in reverse order. */
  private float[] flipped(float[] values) {
    int taps = p.kernelHeight() * p.kernelWidth();
    int ofGroup = p.inputs() * p.outputs();
    float[] kernels = machine.scratch().take((long) p.groups() * ofGroup * taps);
    for (int i = 0; i < p.groups() * ofGroup; i++) {
      int output = i % ofGroup / p.inputs();
      int input = i % ofGroup % p.inputs();
      int from = (i / ofGroup * ofGroup + input * p.outputs() + output) * taps;
      for (int tap = 0; tap < taps; tap++) {
        kernels[i * taps + tap] = values[from + taps - 1 - tap];
      }
    }
    return kernels;
  }
}
