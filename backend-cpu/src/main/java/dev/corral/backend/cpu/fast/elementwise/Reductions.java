package dev.corral.backend.cpu.fast.elementwise;

import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.View;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Many elements to one, in parallel over the results, or over parts of a single one. */
public final class Reductions {
  private static final int GRAIN = 32768;

  private final Workers workers;

  public Reductions(Workers workers) {
    this.workers = workers;
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
    float fold(float[] x, int at, int step, int count) {
      return this == SUM ? sum(x, at, step, count) : max(x, at, step, count);
    }

    /** y[i] = fold(y[i], x[at + i]). */
    void into(float[] y, int to, float[] x, int at, int count) {
      if (this == SUM) {
        for (int i = 0; i < count; i++) {
          y[to + i] += x[at + i];
        }
      } else {
        for (int i = 0; i < count; i++) {
          y[to + i] = Math.max(y[to + i], x[at + i]);
        }
      }
    }

    /** In four sums, so that one addition need not wait for the other. */
    private static float sum(float[] x, int at, int step, int count) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      int i = 0;
      for (; i + 3 < count; i += 4) {
        s0 += x[at + i * step];
        s1 += x[at + (i + 1) * step];
        s2 += x[at + (i + 2) * step];
        s3 += x[at + (i + 3) * step];
      }
      for (; i < count; i++) {
        s0 += x[at + i * step];
      }
      return (s0 + s1) + (s2 + s3);
    }

    private static float max(float[] x, int at, int step, int count) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        largest = Math.max(largest, x[at + i * step]);
      }
      return largest;
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
      workers.split(
          results.rows(),
          1 + GRAIN / (shape.size() / results.rows()),
          (from, to) -> rows(fold, x, results, folded, y, from, to));
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
          partial[part] = fold.fold(x, at, 1, Math.min(GRAIN, size - at));
        });
    return fold.fold(partial, 0, 1, parts);
  }

  private static void rows(
      Fold fold, float[] x, Loops results, Loops folded, float[] y, int from, int to) {
    int count = results.count();
    for (int row = from; row < to; row++) {
      Arrays.fill(y, row * count, (row + 1) * count, fold.empty);
      for (int line = 0; line < folded.rows(); line++) {
        for (int i = 0; i < folded.count(); i++) {
          int at = results.at(0, row) + folded.at(0, line) + i * folded.step(0);
          fold.into(y, row * count, x, at, count);
        }
      }
    }
  }

  private static void single(
      Fold fold, float[] x, Loops results, Loops folded, float[] y, int from, int to) {
    for (int output = from; output < to; output++) {
      int row = output / results.count();
      int at = results.at(0, row) + output % results.count() * results.step(0);
      float value = fold.empty;
      for (int line = 0; line < folded.rows(); line++) {
        float part = fold.fold(x, at + folded.at(0, line), folded.step(0), folded.count());
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
