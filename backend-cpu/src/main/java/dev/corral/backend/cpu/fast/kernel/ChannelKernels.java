package dev.corral.backend.cpu.fast.kernel;

import jdk.incubator.vector.FloatVector;
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

  private ChannelKernels() {}

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
}
