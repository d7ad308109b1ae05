package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.SlidingKernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient of a strided convolution by its input where that has few channels. The input's
 * elements fall into phases by the stride, and what one phase sums over, its neighbours along a row
 * mostly do too: so rows of outputs of several phases slide together over the gradient and share
 * what they load of it. Bands of rows are shared out, each with its own padded copy of the
 * gradient.
 */
final class StridedInputGradient {
  /** More channels than this fill vectors in other ways. */
  private static final int MOST_CHANNELS = 6;

  /** Elements of a band of the gradient, so that they stay in the second-level cache. */
  private static final int BAND = 1 << 17;

  private final Machine machine;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;
  private final Window window;
  private final StridePhase[] rowPhases;
  private final StridePhase[] columnPhases;

  /** Zeros above and left of the gradient. */
  private final int top;

  private final int left;

  /** Of a row of the padded gradient. */
  private final int pitch;

  /** Rows of positions in a band, and those of the gradient that they reach beyond. */
  private final int bandRows;

  private final int halo;
  private final int bands;

  /** From one row of outputs to the next. */
  private final int lead;

  /** The gradient of a convolution in one group. */
  StridedInputGradient(Machine machine, Shape x, Shape kernel, Shape y, Window window) {
    this.machine = machine;
    this.x = x;
    this.kernel = kernel;
    this.y = y;
    this.window = window;
    this.rowPhases =
        StridePhase.of(
            x.dim(2),
            window.kernelHeight(),
            window.strideHeight(),
            window.dilationHeight(),
            window.padding().top());
    this.columnPhases =
        StridePhase.of(
            x.dim(3),
            window.kernelWidth(),
            window.strideWidth(),
            window.dilationWidth(),
            window.padding().left());
    this.top = StridePhase.before(rowPhases);
    this.left = StridePhase.before(columnPhases);
    this.pitch = Math.max(columnPhases[0].count(), StridePhase.extent(left, columnPhases));
    int height = rowPhases[0].count();
    this.halo = Math.max(0, top + StridePhase.last(rowPhases));
    int byCache = BAND / (pitch * y.dim(1)) - halo;
    int byThreads = height * x.dim(0) / (4 * machine.workers().threads());
    this.bandRows = Math.max(1, Math.min(height, Math.min(byCache, byThreads)));
    this.bands = (height + bandRows - 1) / bandRows;
    this.lead = bandRows * pitch + HeapStorage.SLACK;
  }

  /** Whether rows of outputs are best slid together. */
  static boolean suits(Shape kernel, Window window) {
    return window.strideWidth() > 1 && kernel.dim(1) <= MOST_CHANNELS;
  }

  /** What some of the outputs sum over, all of them at the same offsets. */
  private record Sums(float[] weights, int[] offsets, int[] targets) {}

  /** Fills the result, given the gradient by the output and the kernel. */
  void run(float[] gradient, float[] weight, float[] result) {
    List<List<Sums>> sums = new ArrayList<>();
    for (StridePhase row : rowPhases) {
      sums.add(sums(row, weight));
    }
    machine
        .workers()
        .split(
            x.dim(0) * bands,
            1,
            (from, to) -> {
              float[] field = machine.scratch().take((long) y.dim(1) * (bandRows + halo) * pitch);
              float[] outputs = machine.scratch().take((outputRows() + 1L) * lead);
              for (int unit = from; unit < to; unit++) {
                int first = unit % bands * bandRows;
                copy(gradient, unit / bands, first, field);
                for (int phase = 0; phase < rowPhases.length; phase++) {
                  int rows = Math.min(bandRows, rowPhases[phase].count() - first);
                  if (rows > 0) {
                    slide(sums.get(phase), field, rows, outputs);
                    place(outputs, unit / bands, rowPhases[phase], first, rows, result);
                  }
                }
              }
              machine.scratch().give(outputs);
              machine.scratch().give(field);
            });
  }

  /** Rows of outputs: the channels of all phases of a row. */
  private int outputRows() {
    return columnPhases.length * x.dim(1);
  }

  /** The sums of a row's phases, by which of them sum over the same elements. */
  private List<Sums> sums(StridePhase row, float[] weight) {
    Map<List<Integer>, List<Integer>> shiftsOfPhases = new LinkedHashMap<>();
    for (int shift = -left; shift < pitch - left; shift++) {
      List<Integer> phases = new ArrayList<>();
      for (StridePhase column : columnPhases) {
        if (column.tapAt(shift) >= 0) {
          phases.add(column.phase());
        }
      }
      if (!phases.isEmpty()) {
        shiftsOfPhases.computeIfAbsent(phases, p -> new ArrayList<>()).add(shift);
      }
    }
    List<Sums> sums = new ArrayList<>();
    shiftsOfPhases.forEach((phases, shifts) -> sums.add(sums(row, phases, shifts, weight)));
    return sums;
  }

  private Sums sums(StridePhase row, List<Integer> phases, List<Integer> shifts, float[] weight) {
    int channels = x.dim(1);
    int taps = row.taps().length * shifts.size();
    int depth = y.dim(1) * taps;
    int rows = phases.size() * channels;
    int whole = (rows + SlidingKernels.ROWS - 1) / SlidingKernels.ROWS * SlidingKernels.ROWS;
    int[] targets = new int[whole];
    Arrays.fill(targets, outputRows() * lead);
    float[] weights = new float[whole * depth];
    for (int i = 0; i < rows; i++) {
      int phase = phases.get(i / channels);
      targets[i] = (phase * channels + i % channels) * lead;
      for (int t = 0; t < taps; t++) {
        int v = columnPhases[phase].tapAt(shifts.get(t % shifts.size()));
        int at = (i % channels * kernel.dim(2) + row.taps()[t / shifts.size()]) * kernel.dim(3) + v;
        for (int k = 0; k < y.dim(1); k++) {
          weights[i * depth + k * taps + t] =
              weight[k * channels * kernel.dim(2) * kernel.dim(3) + at];
        }
      }
    }
    int[] offsets = new int[depth];
    for (int r = 0; r < depth; r++) {
      int line = r / taps * (bandRows + halo) + row.shifts()[r % taps / shifts.size()] + top;
      offsets[r] = line * pitch + shifts.get(r % shifts.size()) + left;
    }
    return new Sums(weights, offsets, targets);
  }

  /** Copies what a band needs of the gradient, with zeros around. */
  private void copy(float[] gradient, int image, int firstRow, float[] field) {
    int rows = bandRows + halo;
    int begin = Math.max(0, left);
    int source = Math.max(0, -left);
    int count = Math.max(0, Math.min(y.dim(3) - source, pitch - begin));
    for (int line = 0; line < y.dim(1) * rows; line++) {
      int to = line * pitch;
      int row = firstRow - top + line % rows;
      if (row < 0 || row >= y.dim(2)) {
        Arrays.fill(field, to, to + pitch, 0);
        continue;
      }
      int channel = image * y.dim(1) + line / rows;
      int from = (channel * y.dim(2) + row) * y.dim(3) + source;
      Arrays.fill(field, to, to + begin, 0);
      System.arraycopy(gradient, from, field, to + begin, count);
      Arrays.fill(field, to + begin + count, to + pitch, 0);
    }
  }

  private void slide(List<Sums> sums, float[] field, int rows, float[] outputs) {
    for (int i = 0; i < outputRows(); i++) {
      Arrays.fill(outputs, i * lead, i * lead + rows * pitch, 0);
    }
    int count = (rows - 1) * pitch + columnPhases[0].count();
    for (Sums s : sums) {
      SlidingKernels.addRows(s.weights, field, s.offsets, outputs, s.targets, count);
    }
  }

  /** Puts the rows of a phase of rows where they belong. */
  private void place(
      float[] outputs, int image, StridePhase row, int first, int rows, float[] result) {
    int step = window.strideWidth();
    for (int i = 0; i < rows; i++) {
      for (int output = 0; output < outputRows(); output++) {
        int channel = image * x.dim(1) + output % x.dim(1);
        int line = (first + i) * window.strideHeight() + row.phase();
        StridePhase column = columnPhases[output / x.dim(1)];
        int to = (channel * x.dim(2) + line) * x.dim(3) + column.phase();
        int from = output * lead + i * pitch;
        for (int j = 0; j < column.count(); j++) {
          result[to + j * step] = outputs[from + j];
        }
      }
    }
  }
}
