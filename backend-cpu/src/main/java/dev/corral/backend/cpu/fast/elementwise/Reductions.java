package dev.corral.backend.cpu.fast.elementwise;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.ScalarFolds;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.View;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Many elements to one, in parallel over the results, or over parts of a single one. */
public final class Reductions {
  private static final int GRAIN = 32768;

  /** Results next to each other that are folded into at once. */
  private static final int COLUMNS = 512;

  private final Workers workers;
  private final Kernels kernels;

  public Reductions(Machine machine) {
    this.workers = machine.workers();
    this.kernels = machine.kernels();
  }

  /** What elements are folded by. */
  public enum Fold {
    SUM(0),
    MAX(Float.NEGATIVE_INFINITY);

    private final float empty;

    Fold(float empty) {
      this.empty = empty;
    }

    float of(float a, float b) {
      return this == SUM ? a + b : Math.max(a, b);
    }

    /** Folds elements, each a step after the one before. */
    float fold(Kernels kernels, float[] x, int at, int step, int count) {
      if (step == 1) {
        return this == SUM ? kernels.sum(x, at, count) : kernels.max(x, at, count);
      }
      return this == SUM
          ? ScalarFolds.sum(x, at, step, count)
          : ScalarFolds.max(x, at, step, count);
    }

    /** y[i] = fold(y[i], x[at + i]). */
    void into(Kernels kernels, float[] y, int to, float[] x, int at, int count) {
      if (this == SUM) {
        kernels.sumInto(y, to, x, at, count);
      } else {
        kernels.maxInto(y, to, x, at, count);
      }
    }
  }

  /** y = x of a shape, folded along axes. */
  public void fold(Fold fold, float[] x, Shape shape, int[] axes, float[] y) {
    int outputs = shape.reduce(false, axes).size();
    if (shape.size() == 0) {
      Arrays.fill(y, 0, outputs, fold.empty);
      return;
    }
    int[] kept =
        IntStream.range(0, shape.rank()).filter(a -> Arrays.binarySearch(axes, a) < 0).toArray();
    Loops results = Loops.of(along(shape, kept));
    Loops folded = Loops.of(along(shape, axes));
    if (outputs == 1) {
      y[0] = whole(fold, x, shape.size());
    } else if (results.step(0) == 1 && folded.step(0) != 1) {
      int parts = (results.count() + COLUMNS - 1) / COLUMNS;
      workers.split(
          results.rows() * parts,
          1 + GRAIN / (shape.size() / (results.rows() * parts)),
          (from, to) -> {
            for (int i = from; i < to; i++) {
              columns(fold, x, results, folded, y, i / parts, i % parts * COLUMNS);
            }
          });
    } else {
      workers.split(
          outputs,
          1 + GRAIN / (shape.size() / outputs),
          (from, to) -> single(fold, x, results, folded, y, from, to));
    }
  }

  /** The places of the elements along some axes, at index 0 of the others. */
  private static View along(Shape shape, int... axes) {
    Slice[] slices = new Slice[shape.rank()];
    for (int axis = 0; axis < slices.length; axis++) {
      boolean whole = Arrays.binarySearch(axes, axis) >= 0;
      slices[axis] = Slice.of(0, whole ? shape.dim(axis) : 1);
    }
    return View.slice(shape, slices);
  }

  /** In parts of a fixed size, so that the result does not depend on the threads. */
  private float whole(Fold fold, float[] x, int size) {
    int parts = (size + GRAIN - 1) / GRAIN;
    float[] partial = new float[parts];
    workers.run(
        parts,
        part -> {
          int at = part * GRAIN;
          partial[part] = fold.fold(kernels, x, at, 1, Math.min(GRAIN, size - at));
        });
    return fold.fold(kernels, partial, 0, 1, parts);
  }

  /** Some neighbouring results of a row. */
  private void columns(
      Fold fold, float[] x, Loops results, Loops folded, float[] y, int row, int column) {
    int count = Math.min(COLUMNS, results.count() - column);
    int to = row * results.count() + column;
    Arrays.fill(y, to, to + count, fold.empty);
    int lines = folded.rows();
    for (int line = 0; line < lines; line++) {
      int from = results.at(0, row) + column + folded.at(0, line);
      for (int i = 0; i < folded.count(); i++) {
        fold.into(kernels, y, to, x, from + i * folded.step(0), count);
      }
    }
  }

  private void single(
      Fold fold, float[] x, Loops results, Loops folded, float[] y, int from, int to) {
    int lines = folded.rows();
    for (int output = from; output < to; output++) {
      int row = output / results.count();
      int at = results.at(0, row) + output % results.count() * results.step(0);
      float value = fold.empty;
      for (int line = 0; line < lines; line++) {
        float part = fold.fold(kernels, x, at + folded.at(0, line), folded.step(0), folded.count());
        value = fold.of(value, part);
      }
      y[output] = value;
    }
  }

  /** y = the indices of the first largest elements of x along an axis; NaN is largest. */
  public void argmax(float[] x, Shape shape, int axis, float[] y) {
    int step = shape.strides()[axis];
    int count = shape.dim(axis);
    int outputs = shape.size() / count;
    workers.split(
        outputs,
        1 + GRAIN / count,
        (from, to) -> {
          for (int output = from; output < to; output++) {
            int at = output / step * step * count + output % step;
            y[output] = argmax(x, at, step, count);
          }
        });
  }

  private static int argmax(float[] x, int at, int step, int count) {
    int winner = 0;
    float best = x[at];
    for (int i = 1; i < count && !Float.isNaN(best); i++) {
      float next = x[at + i * step];
      if (next > best || Float.isNaN(next)) {
        winner = i;
        best = next;
      }
    }
    return winner;
  }
}
