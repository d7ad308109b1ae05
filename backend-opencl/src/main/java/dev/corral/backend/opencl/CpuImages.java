package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Map;

/** Makes images what the kernels for CPUs read. */
final class CpuImages {
  private final Arena arena;
  private final Context context;
  private final CpuVectors vectors;

  /**
   * Images that are padded, and split into phases for a stride.
   *
   * @param tensor where they are
   * @param width from a row of a phase to the next
   * @param phase from a phase to the next
   * @param columnPhases phases along a row of the image
   * @param channel from a channel to the next
   */
  record Planes(Tensor tensor, int width, int phase, int columnPhases, int channel) {}

  CpuImages(Arena arena, Context context, CpuVectors vectors) {
    this.arena = arena;
    this.context = context;
    this.vectors = vectors;
  }

  /** The planes of so many channels in all, for windows along these axes. */
  Planes planes(Tensor x, int channels, Axis rows, Axis columns) {
    if (rows.isDirect() && columns.isDirect()) {
      int size = rows.size() * columns.size();
      return new Planes(x, columns.size(), size, 1, size);
    }
    int phases = rows.phases() * columns.phases();
    Shape shape = Shape.of(channels, phases, rows.extent(), columns.extent());
    Tensor split = arena.allocate(shape);
    new Launch(context, vectors.program("split", Map.of()), "split")
        .tensors(x, split)
        .struct(splitting(channels, rows, columns))
        .steps(columns.extent())
        .over(shape.size() / columns.extent(), 1);
    int phase = rows.extent() * columns.extent();
    return new Planes(split, columns.extent(), phase, columns.phases(), phases * phase);
  }

  /** The struct Splitting of split.cl. */
  private static Argument splitting(int channels, Axis rows, Axis columns) {
    return Argument.ints(
        channels,
        rows.size(),
        columns.size(),
        rows.before(),
        columns.before(),
        rows.stride(),
        columns.stride(),
        rows.phases(),
        columns.phases(),
        rows.extent(),
        columns.extent());
  }
}
