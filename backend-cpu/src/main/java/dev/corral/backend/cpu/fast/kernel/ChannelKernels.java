package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels of {@code jdk.incubator.vector} with neighbouring channels in the lanes, for gradients by
 * the kernel: what they read holds {@link #LANES} channels of one element after those of the other.
 * Only where {@link Kernels#hasChannelKernels} may this class be touched.
 */
public final class ChannelKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Channels that lie together. */
  public static final int LANES = 2 * L;

  /** For each number of lanes, ones in those and zeros in the others. */
  private static final float[][] LANES_BELOW = lanesBelow();

  private ChannelKernels() {}

  private static float[][] lanesBelow() {
    float[][] lanes = new float[LANES + 1][LANES];
    for (int i = 0; i <= LANES; i++) {
      Arrays.fill(lanes[i], 0, i, 1);
    }
    return lanes;
  }

  /**
   * Sums of outer products: y[i, j] = start[i, j] + Σ<sub>t</sub> a[t, i] · b[t, j] for 0 ≤ i &lt;
   * {@value Kernels#ROWS} and 0 ≤ j &lt; LANES. The rows of a and b are LANES long.
   */
  public static void multiply(
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int depth,
      float[] start,
      int startAt,
      int startLead,
      float[] y,
      int to,
      int lead) {
    FloatVector s00 = FloatVector.fromArray(S, start, startAt);
    FloatVector s01 = FloatVector.fromArray(S, start, startAt + L);
    FloatVector s10 = FloatVector.fromArray(S, start, startAt + startLead);
    FloatVector s11 = FloatVector.fromArray(S, start, startAt + startLead + L);
    FloatVector s20 = FloatVector.fromArray(S, start, startAt + 2 * startLead);
    FloatVector s21 = FloatVector.fromArray(S, start, startAt + 2 * startLead + L);
    FloatVector s30 = FloatVector.fromArray(S, start, startAt + 3 * startLead);
    FloatVector s31 = FloatVector.fromArray(S, start, startAt + 3 * startLead + L);
    for (int t = 0; t < depth; t++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bAt + LANES * t);
      FloatVector b1 = FloatVector.fromArray(S, b, bAt + LANES * t + L);
      FloatVector a0 = FloatVector.broadcast(S, a[aAt + LANES * t]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(S, a[aAt + LANES * t + 1]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(S, a[aAt + LANES * t + 2]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(S, a[aAt + LANES * t + 3]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
    }
    s00.intoArray(y, to);
    s01.intoArray(y, to + L);
    s10.intoArray(y, to + lead);
    s11.intoArray(y, to + lead + L);
    s20.intoArray(y, to + 2 * lead);
    s21.intoArray(y, to + 2 * lead + L);
    s30.intoArray(y, to + 3 * lead);
    s31.intoArray(y, to + 3 * lead + L);
  }

  /**
   * Puts the sums of two outputs together, in place: t[first + i] += t[both + i] + t[crossed + i]
   * and t[second + i] += t[both + i] − t[crossed + i] for 0 ≤ i &lt; count.
   *
   * @param count a multiple of LANES
   */
  public static void merge(float[] t, int first, int second, int both, int crossed, int count) {
    for (int i = 0; i < count; i += L) {
      FloatVector b = FloatVector.fromArray(S, t, both + i);
      FloatVector c = FloatVector.fromArray(S, t, crossed + i);
      FloatVector.fromArray(S, t, first + i).add(b.add(c)).intoArray(t, first + i);
      FloatVector.fromArray(S, t, second + i).add(b.sub(c)).intoArray(t, second + i);
    }
  }

  /**
   * Makes of elements their sums with the next ones, and their differences from the next and from
   * the second next: t[size + i] = t[i] + t[i + step], t[2 · size + i] = t[i] − t[i + step] and t[3
   * · size + i] = t[i] − t[i + 2 · step] for 0 ≤ i &lt; size.
   *
   * @param size a multiple of LANES
   */
  public static void pairRows(float[] t, int size, int step) {
    for (int i = 0; i < size; i += L) {
      FloatVector a = FloatVector.fromArray(S, t, i);
      FloatVector b = FloatVector.fromArray(S, t, i + step);
      FloatVector c = FloatVector.fromArray(S, t, i + 2 * step);
      a.add(b).intoArray(t, size + i);
      a.sub(b).intoArray(t, 2 * size + i);
      a.sub(c).intoArray(t, 3 * size + i);
    }
  }

  /** Adds a multiple: y[to + i] += factor · x[at + i] for 0 ≤ i &lt; count, a multiple of L. */
  public static void add(float factor, float[] x, int at, float[] y, int to, int count) {
    FloatVector f = FloatVector.broadcast(S, factor);
    for (int i = 0; i < count; i += L) {
      FloatVector sum = FloatVector.fromArray(S, y, to + i);
      FloatVector.fromArray(S, x, at + i).fma(f, sum).intoArray(y, to + i);
    }
  }

  /**
   * Adds rows to runs that overlap: y[to + i · step + j] += x[i · LANES + j] for each i in an order
   * and 0 ≤ j &lt; lanes. Reads and writes LANES elements of each run.
   *
   * @param order of the rows; fastest where those of neighbours do not overlap
   */
  public static void addOverlapping(
      float[] x, int[] order, int lanes, float[] y, int to, int step) {
    FloatVector zero = FloatVector.zero(S);
    float[] used = LANES_BELOW[lanes];
    VectorMask<Float> first = FloatVector.fromArray(S, used, 0).compare(VectorOperators.NE, zero);
    VectorMask<Float> second = FloatVector.fromArray(S, used, L).compare(VectorOperators.NE, zero);
    for (int i : order) {
      int at = to + i * step;
      FloatVector left = zero.blend(FloatVector.fromArray(S, x, i * LANES), first);
      left.add(FloatVector.fromArray(S, y, at)).intoArray(y, at);
      FloatVector right = zero.blend(FloatVector.fromArray(S, x, i * LANES + L), second);
      right.add(FloatVector.fromArray(S, y, at + L)).intoArray(y, at + L);
    }
  }

  /** Fills a panel with the sums of two others' elements, and another one with the differences. */
  public static void sumAndDifference(
      Kernels.Panel a, Kernels.Panel b, Kernels.Panel sum, Kernels.Panel difference, int rows) {
    for (int i = 0; i < rows * LANES; i += L) {
      FloatVector x = FloatVector.fromArray(S, a.values, i);
      FloatVector y = FloatVector.fromArray(S, b.values, i);
      x.add(y).intoArray(sum.values, i);
      x.sub(y).intoArray(difference.values, i);
    }
  }

  /** Fills some rows of a panel with zeros. */
  public static void clear(Kernels.Panel panel, int row, int rows) {
    Arrays.fill(panel.values, row * LANES, (row + rows) * LANES, 0);
  }
}
