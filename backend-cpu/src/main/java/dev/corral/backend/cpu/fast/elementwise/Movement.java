package dev.corral.backend.cpu.fast.elementwise;

import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.tensor.View;
import java.util.Arrays;

/** Elements moved without change, row by row of a view, in parallel. */
public final class Movement {
  /** Elements that are worth another thread. */
  private static final int GRAIN = 32768;

  /** A line of a usual cache holds as many elements. */
  private static final int BLOCK_ROWS = 16;

  /** A usual first-level cache has as many lines for elements a power of two apart. */
  private static final int BLOCK_COLUMNS = 8;

  private final Workers workers;

  public Movement(Workers workers) {
    this.workers = workers;
  }

  /** Fills y, from an index on, with the elements of x at the view's places. */
  public void take(float[] x, View view, float[] y, int to) {
    move(
        view,
        (at, step, dense, count) -> {
          if (step == 1) {
            System.arraycopy(x, at, y, to + dense, count);
          } else if (step == 0) {
            Arrays.fill(y, to + dense, to + dense + count, x[at]);
          } else {
            for (int i = 0; i < count; i++) {
              y[to + dense + i] = x[at + i * step];
            }
          }
        });
  }

  /** Fills so many elements of y with a value. */
  public void fill(float value, float[] y, int count) {
    workers.split(count, GRAIN, (from, to) -> Arrays.fill(y, from, to, value));
  }

  /** Puts the elements of x at the view's places in y, all of them different. */
  public void put(float[] x, View view, float[] y) {
    move(
        view,
        (at, step, dense, count) -> {
          if (step == 1) {
            System.arraycopy(x, dense, y, at, count);
          } else {
            for (int i = 0; i < count; i++) {
              y[at + i * step] = x[dense + i];
            }
          }
        });
  }

  /** Adds the elements of x to those at the view's places in y, image by image in parallel. */
  public void add(float[] x, View view, float[] y) {
    Loops loops = Loops.of(view);
    int images = view.shape().dim(0);
    if (view.shape().size() == 0) {
      return;
    }
    int rows = view.shape().size() / loops.count();
    workers.split(
        rows % images == 0 ? images : 1,
        1,
        (from, to) -> {
          int each = rows / (rows % images == 0 ? images : 1);
          for (int row = from * each; row < to * each; row++) {
            addRow(x, row * loops.count(), y, loops.at(0, row), loops.step(0), loops.count());
          }
        });
  }

  private static void addRow(float[] x, int dense, float[] y, int at, int step, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i * step] += x[dense + i];
    }
  }

  /** A row of a view, and where its elements lie in the dense order. */
  private interface Row {
    void move(int at, int step, int dense, int count);
  }

  private void move(View view, Row task) {
    if (view.shape().size() == 0) {
      return;
    }
    Loops loops = Loops.of(view);
    int count = loops.count();
    int step = loops.step(0);
    if (loops.rows() == 1) {
      int at = loops.at(0, 0);
      workers.split(count, GRAIN, (from, to) -> task.move(at + from * step, step, from, to - from));
      return;
    }
    workers.split(
        loops.rows(),
        1 + GRAIN / count,
        (from, to) -> {
          if (step == 0 || step == 1) {
            for (int row = from; row < to; row++) {
              task.move(loops.at(0, row), step, row * count, count);
            }
          } else {
            moveBlocks(loops, from, to, task);
          }
        });
  }

  /** Blocks of rows, since neighbouring rows often lie in the same lines of the cache. */
  private static void moveBlocks(Loops loops, int from, int to, Row task) {
    int step = loops.step(0);
    int count = loops.count();
    int[] at = new int[BLOCK_ROWS];
    for (int first = from; first < to; first += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, to - first);
      for (int row = 0; row < rows; row++) {
        at[row] = loops.at(0, first + row);
      }
      for (int i = 0; i < count; i += BLOCK_COLUMNS) {
        for (int row = 0; row < rows; row++) {
          int dense = (first + row) * count + i;
          task.move(at[row] + i * step, step, dense, Math.min(BLOCK_COLUMNS, count - i));
        }
      }
    }
  }
}
