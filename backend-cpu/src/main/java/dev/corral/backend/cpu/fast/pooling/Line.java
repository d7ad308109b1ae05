package dev.corral.backend.cpu.fast.pooling;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.tensor.Window;
import java.util.Arrays;

/**
 * A row of an image between its padding, and the same taken apart by the stride, so that what one
 * tap of the windows meets lies side by side. The work of one thread.
 */
final class Line {
  private static final int MARGIN = 16;

  private final Machine machine;
  private final Kernels kernels;
  private final int stride;
  private final int dilation;
  private final int left;
  private final int width;

  /** Elements of a phase of the stride, and room for what a kernel writes too much. */
  private final int extent;

  private final float[] row;
  private final float[] phases;

  Line(Machine machine, Window window, int width, int outputs) {
    this.machine = machine;
    this.kernels = machine.kernels();
    this.stride = window.strideWidth();
    this.dilation = window.dilationWidth();
    this.left = window.padding().left();
    this.width = width;
    int reach = Math.toIntExact(window.reachWidth());
    this.extent = Math.max(outputs + reach / stride, (left + width) / stride) + 1 + MARGIN;
    this.row = machine.scratch().take((long) stride * extent);
    this.phases = stride == 1 ? row : machine.scratch().take((long) stride * extent);
  }

  void giveBack() {
    machine.scratch().give(row);
    if (phases != row) {
      machine.scratch().give(phases);
    }
  }

  /** Fills the row, padding and all. */
  void fill(float value) {
    Arrays.fill(row, 0, stride * extent, value);
  }

  /** Fills what the taps meet with zeros. */
  void clear() {
    Arrays.fill(phases, 0, stride * extent, 0);
  }

  float[] row() {
    return row;
  }

  /** Where the image begins in {@link #row}. */
  int left() {
    return left;
  }

  float[] phases() {
    return phases;
  }

  /** Where in {@link #phases} lies what a tap of the first window meets; others follow. */
  int tap(int column) {
    int at = column * dilation;
    return at % stride * extent + at / stride;
  }

  /** Takes the row apart. */
  void apart() {
    if (stride == 2) {
      kernels.deinterleave(row, 0, extent - MARGIN, phases, 0, extent);
      return;
    }
    for (int phase = 0; phase < stride && stride > 1; phase++) {
      for (int i = 0; i < extent - MARGIN; i++) {
        phases[phase * extent + i] = row[i * stride + phase];
      }
    }
  }

  /** Puts the row together again. */
  void together() {
    int count = (left + width + stride - 1) / stride;
    if (stride == 2) {
      for (int i = 0; i < count; i++) {
        row[2 * i] = phases[i];
        row[2 * i + 1] = phases[extent + i];
      }
      return;
    }
    for (int phase = 0; phase < stride && stride > 1; phase++) {
      for (int i = 0; i < count; i++) {
        row[i * stride + phase] = phases[phase * extent + i];
      }
    }
  }
}
