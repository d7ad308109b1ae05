package dev.corral.backend.cpu.fast.elementwise;

import dev.corral.backend.cpu.fast.kernel.Functions;
import dev.corral.backend.cpu.fast.machine.Workers;
import dev.corral.spi.BinaryOp;
import dev.corral.tensor.Shape;
import dev.corral.tensor.View;

/** Functions of each element, in parallel. */
public final class Elementwise {
  /** Elements that are worth another thread. */
  private static final int GRAIN = 16384;

  private final Workers workers;
  private final Functions functions;

  public Elementwise(Workers workers, Functions functions) {
    this.workers = workers;
    this.functions = functions;
  }

  public void map(UnaryLoops.Loop loop, float[] x, float[] y, int size) {
    workers.split(size, GRAIN, (from, to) -> loop.run(x, y, from, to));
  }

  public void map(UnaryLoops.GradientLoop loop, float[] y, float[] g, float[] result, int size) {
    workers.split(size, GRAIN, (from, to) -> loop.run(y, g, result, from, to));
  }

  /** y of a shape = op(a, b), of shapes that broadcast to it. */
  public void map(
      BinaryOp op, float[] a, Shape aShape, float[] b, Shape bShape, float[] y, Shape shape) {
    if (aShape.equals(bShape)) {
      workers.split(
          shape.size(), GRAIN, (from, to) -> BinaryLoops.dense(functions, op, a, b, y, from, to));
      return;
    }
    Loops loops = Loops.of(View.broadcast(aShape, shape), View.broadcast(bShape, shape));
    int aStep = loops.step(0);
    int bStep = loops.step(1);
    rows(
        loops,
        shape.size(),
        (row, from, count) -> {
          int aAt = loops.at(0, row) + from * aStep;
          int bAt = loops.at(1, row) + from * bStep;
          int at = row * loops.count() + from;
          if (aStep == 1 && aAt == at && bStep == 0) {
            BinaryLoops.constant(op, a, b[bAt], y, at, at + count);
          } else if (bStep == 1 && bAt == at && aStep == 0 && commutes(op)) {
            BinaryLoops.constant(op, b, a[aAt], y, at, at + count);
          } else {
            BinaryLoops.strided(op, a, aAt, aStep, b, bAt, bStep, y, at, count);
          }
        });
  }

  private static boolean commutes(BinaryOp op) {
    return op == BinaryOp.ADD || op == BinaryOp.MUL;
  }

  /** y of a shape = a where the condition is not 0, else b; all broadcast to the shape. */
  public void where(
      float[] condition, View choice, float[] a, View left, float[] b, View right, float[] y) {
    Loops loops = Loops.of(choice, left, right);
    rows(
        loops,
        choice.shape().size(),
        (row, from, count) -> {
          int c = loops.at(0, row) + from * loops.step(0);
          int l = loops.at(1, row) + from * loops.step(1);
          int r = loops.at(2, row) + from * loops.step(2);
          int to = row * loops.count() + from;
          for (int i = 0; i < count; i++) {
            y[to + i] =
                condition[c + i * loops.step(0)] != 0
                    ? a[l + i * loops.step(1)]
                    : b[r + i * loops.step(2)];
          }
        });
  }

  /** Part of a row. */
  private interface Row {
    void run(int row, int from, int count);
  }

  private void rows(Loops loops, int size, Row task) {
    if (size == 0) {
      return;
    }
    if (loops.rows() == 1) {
      workers.split(loops.count(), GRAIN, (from, to) -> task.run(0, from, to - from));
      return;
    }
    workers.split(
        loops.rows(),
        1 + GRAIN / loops.count(),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            task.run(row, 0, loops.count());
          }
        });
  }
}
