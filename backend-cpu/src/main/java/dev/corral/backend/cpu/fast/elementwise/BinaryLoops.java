package dev.corral.backend.cpu.fast.elementwise;

import dev.corral.backend.cpu.fast.kernel.Functions;
import dev.corral.spi.BinaryOp;

/**
 * A function of each pair of elements. Where both arguments and the result are dense, all are read
 * at the same index, which the compiler vectorises on all Java versions; otherwise each has a place
 * and a step of its own. Each loop stands for itself, since one loop that called a function would
 * call it for each element.
 */
final class BinaryLoops {
  private BinaryLoops() {}

  /** y[i] = op(a[i], b[i]). */
  static void dense(
      Functions functions, BinaryOp op, float[] a, float[] b, float[] y, int from, int to) {
    switch (op) {
      case ADD -> add(a, b, y, from, to);
      case SUB -> sub(a, b, y, from, to);
      case MUL -> mul(a, b, y, from, to);
      case DIV -> div(a, b, y, from, to);
      case POW -> pow(a, b, y, from, to);
      case MAXIMUM -> maximum(a, b, y, from, to);
      case LESS -> functions.less(a, b, y, from, to);
      case EQUAL -> functions.equal(a, b, y, from, to);
    }
  }

  /** y[at + i] = op(a[aAt + i · aStep], b[bAt + i · bStep]). */
  static void strided(
      BinaryOp op,
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      float[] y,
      int at,
      int count) {
    switch (op) {
      case ADD -> add(a, aAt, aStep, b, bAt, bStep, y, at, count);
      case SUB -> sub(a, aAt, aStep, b, bAt, bStep, y, at, count);
      case MUL -> mul(a, aAt, aStep, b, bAt, bStep, y, at, count);
      case DIV -> div(a, aAt, aStep, b, bAt, bStep, y, at, count);
      case POW -> pow(a, aAt, aStep, b, bAt, bStep, y, at, count);
      case MAXIMUM -> maximum(a, aAt, aStep, b, bAt, bStep, y, at, count);
      case LESS -> less(a, aAt, aStep, b, bAt, bStep, y, at, count);
      case EQUAL -> equal(a, aAt, aStep, b, bAt, bStep, y, at, count);
    }
  }

  /** y[i] = op(a[i], b) with the same b for all. */
  static void constant(BinaryOp op, float[] a, float b, float[] y, int from, int to) {
    switch (op) {
      case ADD -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] + b;
        }
      }
      case SUB -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] - b;
        }
      }
      case MUL -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] * b;
        }
      }
      case DIV -> {
        for (int i = from; i < to; i++) {
          y[i] = a[i] / b;
        }
      }
      case POW, MAXIMUM, LESS, EQUAL ->
          strided(op, a, from, 1, new float[] {b}, 0, 0, y, from, to - from);
    }
  }

  private static void add(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void add(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = a[aAt + i * aStep] + b[bAt + i * bStep];
    }
  }

  private static void sub(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void sub(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = a[aAt + i * aStep] - b[bAt + i * bStep];
    }
  }

  private static void mul(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void mul(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = a[aAt + i * aStep] * b[bAt + i * bStep];
    }
  }

  private static void div(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = a[i] / b[i];
    }
  }

  private static void div(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = a[aAt + i * aStep] / b[bAt + i * bStep];
    }
  }

  private static void pow(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = (float) Math.pow(a[i], b[i]);
    }
  }

  private static void pow(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = (float) Math.pow(a[aAt + i * aStep], b[bAt + i * bStep]);
    }
  }

  private static void maximum(float[] a, float[] b, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  private static void maximum(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = Math.max(a[aAt + i * aStep], b[bAt + i * bStep]);
    }
  }

  private static void less(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = a[aAt + i * aStep] < b[bAt + i * bStep] ? 1f : 0f;
    }
  }

  private static void equal(
      float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = a[aAt + i * aStep] == b[bAt + i * bStep] ? 1f : 0f;
    }
  }
}
