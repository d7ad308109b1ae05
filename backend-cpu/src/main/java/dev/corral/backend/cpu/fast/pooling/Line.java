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
  /** Elements that taking pairs apart may write too much. */
  private static final int MARGIN = 16;

  private final Machine machine;
  private final Kernels kernels;
  private final int stride;
  private final int dilation;
  private final int left;

  /** Elements of the row, padding and all. */
  private final int size;

  /** Phases that some tap meets, and elements of each. */
  private final int count;

  private final int extent;
  private final float[] row;
  private final float[] phases;

  Line(Machine machine, Window window, int width, int outputs) {
    this.machine = machine;
    this.kernels = machine.kernels();
    // A single window has no next one.
    this.stride = outputs == 1 ? 1 : window.strideWidth();
    this.dilation = window.dilationWidth();
    this.left = window.padding().left();
    int reach = Math.toIntExact(window.reachWidth());
    this.size = Math.max(left + width, (outputs - 1) * stride + reach);
    this.count = stride == 2 ? 2 : Math.min(stride, reach);
    this.extent = size / stride + 1 + (stride == 2 ? MARGIN : 0);
    this.row = machine.scratch().take(size);
    this.phases = stride == 1 ? row : machine.scratch().take((long) count * extent);
  }

  void giveBack() {
    machine.scratch().give(row);
    if (phases != row) {
      machine.scratch().give(phases);
    }
  }

  /** Fills the row, padding and all. */
  void fill(float value) {
    Arrays.fill(row, 0, size, value);
  }

  /** Fills what the taps meet with zeros. */
  void clear() {
    Arrays.fill(phases, 0, stride == 1 ? size : count * extent, 0);
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
      kernels.deinterleave(row, 0, (size + 1) / 2, phases, 0, extent);
    } else if (stride > 2) {
      for (int phase = 0; phase < count; phase++) {
        int to = phase * extent;
        for (int at = phase; at < size; at += stride) {
          phases[to++] = row[at];
        }
      }
    }
  }

  /** Puts the row together again. */
  void together() {
    if (stride == 2) {
      for (int i = 0; i < size / 2; i++) {
        row[2 * i] = phases[i];
        row[2 * i + 1] = phases[extent + i];
      }
      if (size % 2 == 1) {
        row[size - 1] = phases[size / 2];
      }
    } else if (stride > 2) {
      fill(0);
      for (int phase = 0; phase < count; phase++) {
        int from = phase * extent;
        for (int at = phase; at < size; at += stride) {
          row[at] = phases[from++];
        }
      }
    }
  }
}
