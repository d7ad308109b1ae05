package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Axis;
import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.field.Planes;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;

/**
 * The gradient of a convolution by its input. The input's elements fall into phases by the stride;
 * those of one phase met the same taps, so each phase is a correlation of stride 1 of the gradient
 * with those taps.
 */
final class InputGradient {
  private final Machine machine;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;
  private final Window window;
  private final int groups;
  private final Convolution.Correlator correlator;

  InputGradient(
      Machine machine,
      Shape x,
      Shape kernel,
      Shape y,
      Window window,
      int groups,
      Convolution.Correlator correlator) {
    this.machine = machine;
    this.x = x;
    this.kernel = kernel;
    this.y = y;
    this.window = window;
    this.groups = groups;
    this.correlator = correlator;
  }

  void run(float[] gradient, Tensor weight, float[] result) {
    StridePhase[] rows =
        StridePhase.of(
            x.dim(2),
            window.kernelHeight(),
            window.strideHeight(),
            window.dilationHeight(),
            window.padding().top());
    StridePhase[] columns =
        StridePhase.of(
            x.dim(3),
            window.kernelWidth(),
            window.strideWidth(),
            window.dilationWidth(),
            window.padding().left());
    Planes planes = planes(rows, columns);
    float[] field =
        planes.isPlain() ? gradient : planes.copy(gradient, y.dim(0) * y.dim(1), machine);
    for (StridePhase row : rows) {
      for (StridePhase column : columns) {
        phase(field, planes, new StridePhase[] {row, column}, weight, result);
      }
    }
    if (field != gradient) {
      machine.scratch().give(field);
    }
  }

  private Planes planes(StridePhase[] rows, StridePhase[] columns) {
    int top = StridePhase.before(rows);
    int left = StridePhase.before(columns);
    return new Planes(
        new Axis(y.dim(2), 1, top, StridePhase.extent(top, rows)),
        new Axis(y.dim(3), 1, left, StridePhase.extent(left, columns)),
        new int[1],
        new int[1]);
  }

  private void phase(
      float[] field, Planes planes, StridePhase[] phases, Tensor weight, float[] result) {
    Correlation c = correlation(field, planes, phases[0], phases[1]);
    Weights weights = weights(phases[0], phases[1]);
    if (window.strideHeight() == 1 && window.strideWidth() == 1) {
      correlator.correlate(c, weight, weights, result, Finish.NONE);
      return;
    }
    float[] part = machine.scratch().take((long) x.dim(0) * x.dim(1) * c.positions());
    correlator.correlate(c, weight, weights, part, Finish.NONE);
    scatter(part, c, phases[0].phase(), phases[1].phase(), result);
    machine.scratch().give(part);
  }

  private Correlation correlation(
      float[] field, Planes planes, StridePhase row, StridePhase column) {
    int outputs = kernel.dim(0) / groups;
    int taps = row.taps().length * column.taps().length;
    int[] offsets = new int[outputs * taps];
    for (int i = 0; i < offsets.length; i++) {
      int shiftRow = row.shifts()[i % taps / column.taps().length] + planes.rowsBefore();
      int shiftColumn = column.shifts()[i % taps % column.taps().length] + planes.columnsBefore();
      offsets[i] = i / taps * planes.channelSize() + shiftRow * planes.pitch() + shiftColumn;
    }
    return new Correlation(
        x.dim(0),
        groups,
        kernel.dim(1),
        field,
        y.dim(1) * planes.channelSize(),
        outputs * planes.channelSize(),
        offsets,
        row.count(),
        column.count(),
        planes.pitch());
  }

  private Weights weights(StridePhase row, StridePhase column) {
    int all = window.kernelHeight() * window.kernelWidth();
    int channel = kernel.dim(1) * all;
    int outputs = kernel.dim(0) / groups;
    int taps = row.taps().length * column.taps().length;
    int[] order = new int[outputs * taps];
    for (int i = 0; i < order.length; i++) {
      int u = row.taps()[i % taps / column.taps().length];
      int v = column.taps()[i % taps % column.taps().length];
      order[i] = i / taps * channel + u * window.kernelWidth() + v;
    }
    return new Weights(groups, kernel.dim(1), outputs * channel, all, order);
  }

  /** Puts the elements of a phase where they belong. */
  private void scatter(float[] part, Correlation c, int rowPhase, int columnPhase, float[] result) {
    int step = window.strideWidth();
    machine
        .workers()
        .split(
            x.dim(0) * x.dim(1),
            1 + 16384 / c.positions(),
            (from, to) -> {
              for (int line = from * c.height(); line < to * c.height(); line++) {
                int row = line % c.height() * window.strideHeight() + rowPhase;
                int at = (line / c.height() * x.dim(2) + row) * x.dim(3) + columnPhase;
                for (int j = 0; j < c.width(); j++) {
                  result[at + j * step] = part[line * c.width() + j];
                }
              }
            });
  }
}
