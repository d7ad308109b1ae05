package dev.corral.backend.cpu.fast.kernel;

import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * By vectors, with the functions of them that the JDK brings for some processors. Every element
 * goes through the same instructions, whatever its place: the last ones in a vector of their own.
 */
final class VectorFunctions implements Functions {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /**
   * Whether these are faster than {@link Math}: the JDK has them for x86 on Linux and Windows, and
   * elsewhere calls {@link Math} for each element, by way of arrays.
   */
  static boolean areFast() {
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return (processor.equals("amd64") || processor.equals("x86_64"))
        && (system.contains("linux") || system.contains("windows"));
  }

  /** A function of whole vectors. */
  private interface WholeVectors {
    void run(float[] x, float[] y, int from, int to);
  }

  private static void apply(WholeVectors function, float[] x, float[] y, int from, int to) {
    int whole = from + S.loopBound(to - from);
    int rest = to - whole;
    if (rest > 0) {
      float[] last = new float[L];
      System.arraycopy(x, whole, last, 0, rest);
      function.run(last, last, 0, L);
      function.run(x, y, from, whole);
      System.arraycopy(last, 0, y, whole, rest);
    } else {
      function.run(x, y, from, to);
    }
  }

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::expOfVectors, x, y, from, to);
  }

  private static void expOfVectors(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += L) {
      FloatVector.fromArray(S, x, i).lanewise(VectorOperators.EXP).intoArray(y, i);
    }
  }

  @Override
  public void log(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::logOfVectors, x, y, from, to);
  }

  private static void logOfVectors(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += L) {
      FloatVector.fromArray(S, x, i).lanewise(VectorOperators.LOG).intoArray(y, i);
    }
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::tanhOfVectors, x, y, from, to);
  }

  private static void tanhOfVectors(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += L) {
      FloatVector.fromArray(S, x, i).lanewise(VectorOperators.TANH).intoArray(y, i);
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    apply(VectorFunctions::sigmoidOfVectors, x, y, from, to);
  }

  /**
   * With e = exp(−|x|), which never overflows: 1 / (1 + e) of positive x, e / (1 + e) of others.
   */
  private static void sigmoidOfVectors(float[] x, float[] y, int from, int to) {
    FloatVector one = FloatVector.broadcast(S, 1);
    for (int i = from; i < to; i += L) {
      FloatVector argument = FloatVector.fromArray(S, x, i);
      FloatVector e = argument.abs().neg().lanewise(VectorOperators.EXP);
      e.blend(one, argument.compare(VectorOperators.GE, 0)).div(e.add(one)).intoArray(y, i);
    }
  }

  @Override
  public void less(float[] a, float[] b, float[] y, int from, int to) {
    FloatVector one = FloatVector.broadcast(S, 1);
    int i = from;
    for (; i <= to - L; i += L) {
      FloatVector second = FloatVector.fromArray(S, b, i);
      FloatVector.zero(S)
          .blend(one, FloatVector.fromArray(S, a, i).compare(VectorOperators.LT, second))
          .intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = a[i] < b[i] ? 1f : 0f;
    }
  }

  @Override
  public void equal(float[] a, float[] b, float[] y, int from, int to) {
    FloatVector one = FloatVector.broadcast(S, 1);
    int i = from;
    for (; i <= to - L; i += L) {
      FloatVector second = FloatVector.fromArray(S, b, i);
      FloatVector.zero(S)
          .blend(one, FloatVector.fromArray(S, a, i).compare(VectorOperators.EQ, second))
          .intoArray(y, i);
    }
    for (; i < to; i++) {
      y[i] = a[i] == b[i] ? 1f : 0f;
    }
  }
}
