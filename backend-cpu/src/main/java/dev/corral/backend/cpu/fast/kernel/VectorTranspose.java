package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;
import java.util.stream.LongStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Between rows of single channels and {@link ChannelKernels#LANES} channels side by side. Vectors
 * of 16 lanes are transposed 16 at a time in the registers; others element by element, as are
 * channels that fill no vector. Only where {@link Kernels#hasChannelKernels} may this class be
 * touched.
 */
public final class VectorTranspose {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;

  /** Vectors that {@link #square} takes, and lanes of each. */
  private static final int SIDE = 16;

  // Lanes whose number has a bit.
  private static final VectorMask<Float> ONE = lanesWith(1);
  private static final VectorMask<Float> TWO = lanesWith(2);
  private static final VectorMask<Float> FOUR = lanesWith(4);
  private static final VectorMask<Float> EIGHT = lanesWith(8);

  private static final VectorShuffle<Float> UP_ONE = rotation(-1);
  private static final VectorShuffle<Float> DOWN_ONE = rotation(1);
  private static final VectorShuffle<Float> UP_TWO = rotation(-2);
  private static final VectorShuffle<Float> DOWN_TWO = rotation(2);
  private static final VectorShuffle<Float> UP_FOUR = rotation(-4);
  private static final VectorShuffle<Float> DOWN_FOUR = rotation(4);
  private static final VectorShuffle<Float> UP_EIGHT = rotation(-8);
  private static final VectorShuffle<Float> DOWN_EIGHT = rotation(8);

  private VectorTranspose() {}

  private static VectorMask<Float> lanesWith(int bit) {
    return VectorMask.fromLong(
        S, LongStream.range(0, L).filter(i -> (i & bit) != 0).map(i -> 1L << i).sum());
  }

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(S, i -> Math.floorMod(i + by, L));
  }

  /**
   * Puts channels side by side: y[to + LANES · j + c] = x[at + c · lead + j], where 0 ≤ j &lt;
   * count, for 0 ≤ c &lt; channels, and 0 for the other lanes. May read up to a vector more of each
   * channel.
   *
   * @param channels at most LANES
   */
  public static void toLanes(
      float[] x, int at, int lead, int channels, int count, float[] y, int to) {
    put(x, at, lead, channels, count, y, to);
    for (int j = 0; j < count && channels < LANES; j++) {
      Arrays.fill(y, to + LANES * j + channels, to + LANES * (j + 1), 0);
    }
  }

  /** As {@link #toLanes}, but leaves anything in the other lanes, which is faster. */
  public static void toSomeLanes(
      float[] x, int at, int lead, int channels, int count, float[] y, int to) {
    int whole = (channels + SIDE - 1) / SIDE * SIDE;
    boolean inside = L == SIDE && at + (whole - 1) * lead + count + SIDE <= x.length;
    put(x, at, lead, inside ? whole : channels, count, y, to);
  }

  private static void put(float[] x, int at, int lead, int channels, int count, float[] y, int to) {
    if (count == 0) {
      return;
    }
    int whole = L == SIDE ? channels / SIDE * SIDE : 0;
    for (int c = 0; c < whole; c += SIDE) {
      int from = at + c * lead;
      if (count < SIDE) {
        square(x, from, lead, y, to + c, LANES, count);
      }
      // The last square may take columns once more.
      for (int j = 0; j < count && count >= SIDE; j += SIDE) {
        int first = Math.min(j, count - SIDE);
        square(x, from + first, lead, y, to + LANES * first + c, LANES, SIDE);
      }
    }
    int c = whole;
    for (; c + 3 < channels; c += 4) {
      interleave(x, at + c * lead, lead, count, y, to + c);
    }
    for (; c < channels; c++) {
      for (int j = 0; j < count; j++) {
        y[to + LANES * j + c] = x[at + c * lead + j];
      }
    }
  }

  /**
   * Takes channels apart: y[to + c · lead + j] = x[at + LANES · j + c], where 0 ≤ j &lt; count and
   * 0 ≤ c &lt; channels. Writes nothing else, and is fastest where count is at least a vector's
   * length.
   *
   * @param channels at most LANES
   */
  public static void fromLanes(
      float[] x, int at, int count, int channels, float[] y, int to, int lead) {
    int c = 0;
    if (L == SIDE && count >= SIDE) {
      for (; c < channels; c += SIDE) {
        int present = Math.min(SIDE, channels - c);
        for (int j = 0; j < count; j += SIDE) {
          int first = Math.min(j, count - SIDE);
          square(x, at + LANES * first + c, LANES, y, to + c * lead + first, lead, present);
        }
      }
    }
    for (; c + 3 < channels; c += 4) {
      separate(x, at + c, count, y, to + c * lead, lead);
    }
    for (; c < channels; c++) {
      for (int j = 0; j < count; j++) {
        y[to + c * lead + j] = x[at + LANES * j + c];
      }
    }
  }

  /** Four channels at a time, which keeps the processor busier than one. */
  private static void interleave(float[] x, int at, int lead, int count, float[] y, int to) {
    int second = at + lead;
    int third = second + lead;
    int fourth = third + lead;
    for (int j = 0; j < count; j++) {
      y[to + j * LANES] = x[at + j];
      y[to + j * LANES + 1] = x[second + j];
      y[to + j * LANES + 2] = x[third + j];
      y[to + j * LANES + 3] = x[fourth + j];
    }
  }

  private static void separate(float[] x, int at, int count, float[] y, int to, int lead) {
    int second = to + lead;
    int third = second + lead;
    int fourth = third + lead;
    for (int j = 0; j < count; j++) {
      y[to + j] = x[at + j * LANES];
      y[second + j] = x[at + j * LANES + 1];
      y[third + j] = x[at + j * LANES + 2];
      y[fourth + j] = x[at + j * LANES + 3];
    }
  }

  /**
   * y[to + i · step + j] = x[at + j · lead + i] for 0 ≤ i &lt; count and 0 ≤ j &lt; {@value #SIDE}:
   * of each two vectors whose numbers differ in one bit, the lanes are exchanged that differ in it
   * the other way, bit after bit. As long as it is so that all vectors stay in registers.
   */
  private static void square(float[] x, int at, int lead, float[] y, int to, int step, int count) {
    FloatVector a0 = FloatVector.fromArray(S, x, at);
    FloatVector a1 = FloatVector.fromArray(S, x, at + lead);
    FloatVector a2 = FloatVector.fromArray(S, x, at + 2 * lead);
    FloatVector a3 = FloatVector.fromArray(S, x, at + 3 * lead);
    FloatVector a4 = FloatVector.fromArray(S, x, at + 4 * lead);
    FloatVector a5 = FloatVector.fromArray(S, x, at + 5 * lead);
    FloatVector a6 = FloatVector.fromArray(S, x, at + 6 * lead);
    FloatVector a7 = FloatVector.fromArray(S, x, at + 7 * lead);
    FloatVector a8 = FloatVector.fromArray(S, x, at + 8 * lead);
    FloatVector a9 = FloatVector.fromArray(S, x, at + 9 * lead);
    FloatVector a10 = FloatVector.fromArray(S, x, at + 10 * lead);
    FloatVector a11 = FloatVector.fromArray(S, x, at + 11 * lead);
    FloatVector a12 = FloatVector.fromArray(S, x, at + 12 * lead);
    FloatVector a13 = FloatVector.fromArray(S, x, at + 13 * lead);
    FloatVector a14 = FloatVector.fromArray(S, x, at + 14 * lead);
    FloatVector a15 = FloatVector.fromArray(S, x, at + 15 * lead);
    FloatVector b0 = a0.blend(a1.rearrange(UP_ONE), ONE);
    FloatVector b1 = a0.rearrange(DOWN_ONE).blend(a1, ONE);
    FloatVector b2 = a2.blend(a3.rearrange(UP_ONE), ONE);
    FloatVector b3 = a2.rearrange(DOWN_ONE).blend(a3, ONE);
    FloatVector b4 = a4.blend(a5.rearrange(UP_ONE), ONE);
    FloatVector b5 = a4.rearrange(DOWN_ONE).blend(a5, ONE);
    FloatVector b6 = a6.blend(a7.rearrange(UP_ONE), ONE);
    FloatVector b7 = a6.rearrange(DOWN_ONE).blend(a7, ONE);
    FloatVector b8 = a8.blend(a9.rearrange(UP_ONE), ONE);
    FloatVector b9 = a8.rearrange(DOWN_ONE).blend(a9, ONE);
    FloatVector b10 = a10.blend(a11.rearrange(UP_ONE), ONE);
    FloatVector b11 = a10.rearrange(DOWN_ONE).blend(a11, ONE);
    FloatVector b12 = a12.blend(a13.rearrange(UP_ONE), ONE);
    FloatVector b13 = a12.rearrange(DOWN_ONE).blend(a13, ONE);
    FloatVector b14 = a14.blend(a15.rearrange(UP_ONE), ONE);
    FloatVector b15 = a14.rearrange(DOWN_ONE).blend(a15, ONE);
    FloatVector c0 = b0.blend(b2.rearrange(UP_TWO), TWO);
    FloatVector c2 = b0.rearrange(DOWN_TWO).blend(b2, TWO);
    FloatVector c1 = b1.blend(b3.rearrange(UP_TWO), TWO);
    FloatVector c3 = b1.rearrange(DOWN_TWO).blend(b3, TWO);
    FloatVector c4 = b4.blend(b6.rearrange(UP_TWO), TWO);
    FloatVector c6 = b4.rearrange(DOWN_TWO).blend(b6, TWO);
    FloatVector c5 = b5.blend(b7.rearrange(UP_TWO), TWO);
    FloatVector c7 = b5.rearrange(DOWN_TWO).blend(b7, TWO);
    FloatVector c8 = b8.blend(b10.rearrange(UP_TWO), TWO);
    FloatVector c10 = b8.rearrange(DOWN_TWO).blend(b10, TWO);
    FloatVector c9 = b9.blend(b11.rearrange(UP_TWO), TWO);
    FloatVector c11 = b9.rearrange(DOWN_TWO).blend(b11, TWO);
    FloatVector c12 = b12.blend(b14.rearrange(UP_TWO), TWO);
    FloatVector c14 = b12.rearrange(DOWN_TWO).blend(b14, TWO);
    FloatVector c13 = b13.blend(b15.rearrange(UP_TWO), TWO);
    FloatVector c15 = b13.rearrange(DOWN_TWO).blend(b15, TWO);
    FloatVector d0 = c0.blend(c4.rearrange(UP_FOUR), FOUR);
    FloatVector d4 = c0.rearrange(DOWN_FOUR).blend(c4, FOUR);
    FloatVector d1 = c1.blend(c5.rearrange(UP_FOUR), FOUR);
    FloatVector d5 = c1.rearrange(DOWN_FOUR).blend(c5, FOUR);
    FloatVector d2 = c2.blend(c6.rearrange(UP_FOUR), FOUR);
    FloatVector d6 = c2.rearrange(DOWN_FOUR).blend(c6, FOUR);
    FloatVector d3 = c3.blend(c7.rearrange(UP_FOUR), FOUR);
    FloatVector d7 = c3.rearrange(DOWN_FOUR).blend(c7, FOUR);
    FloatVector d8 = c8.blend(c12.rearrange(UP_FOUR), FOUR);
    FloatVector d12 = c8.rearrange(DOWN_FOUR).blend(c12, FOUR);
    FloatVector d9 = c9.blend(c13.rearrange(UP_FOUR), FOUR);
    FloatVector d13 = c9.rearrange(DOWN_FOUR).blend(c13, FOUR);
    FloatVector d10 = c10.blend(c14.rearrange(UP_FOUR), FOUR);
    FloatVector d14 = c10.rearrange(DOWN_FOUR).blend(c14, FOUR);
    FloatVector d11 = c11.blend(c15.rearrange(UP_FOUR), FOUR);
    FloatVector d15 = c11.rearrange(DOWN_FOUR).blend(c15, FOUR);
    FloatVector e0 = d0.blend(d8.rearrange(UP_EIGHT), EIGHT);
    FloatVector e8 = d0.rearrange(DOWN_EIGHT).blend(d8, EIGHT);
    FloatVector e1 = d1.blend(d9.rearrange(UP_EIGHT), EIGHT);
    FloatVector e9 = d1.rearrange(DOWN_EIGHT).blend(d9, EIGHT);
    FloatVector e2 = d2.blend(d10.rearrange(UP_EIGHT), EIGHT);
    FloatVector e10 = d2.rearrange(DOWN_EIGHT).blend(d10, EIGHT);
    FloatVector e3 = d3.blend(d11.rearrange(UP_EIGHT), EIGHT);
    FloatVector e11 = d3.rearrange(DOWN_EIGHT).blend(d11, EIGHT);
    FloatVector e4 = d4.blend(d12.rearrange(UP_EIGHT), EIGHT);
    FloatVector e12 = d4.rearrange(DOWN_EIGHT).blend(d12, EIGHT);
    FloatVector e5 = d5.blend(d13.rearrange(UP_EIGHT), EIGHT);
    FloatVector e13 = d5.rearrange(DOWN_EIGHT).blend(d13, EIGHT);
    FloatVector e6 = d6.blend(d14.rearrange(UP_EIGHT), EIGHT);
    FloatVector e14 = d6.rearrange(DOWN_EIGHT).blend(d14, EIGHT);
    FloatVector e7 = d7.blend(d15.rearrange(UP_EIGHT), EIGHT);
    FloatVector e15 = d7.rearrange(DOWN_EIGHT).blend(d15, EIGHT);
    // What is too much goes first to where the last vector then goes: a branch for each number of
    // vectors would have this compiled anew at each that is new, and after a few times badly.
    int last = (count - 1) * step;
    e15.intoArray(y, to + Math.min(15 * step, last));
    e14.intoArray(y, to + Math.min(14 * step, last));
    e13.intoArray(y, to + Math.min(13 * step, last));
    e12.intoArray(y, to + Math.min(12 * step, last));
    e11.intoArray(y, to + Math.min(11 * step, last));
    e10.intoArray(y, to + Math.min(10 * step, last));
    e9.intoArray(y, to + Math.min(9 * step, last));
    e8.intoArray(y, to + Math.min(8 * step, last));
    e7.intoArray(y, to + Math.min(7 * step, last));
    e6.intoArray(y, to + Math.min(6 * step, last));
    e5.intoArray(y, to + Math.min(5 * step, last));
    e4.intoArray(y, to + Math.min(4 * step, last));
    e3.intoArray(y, to + Math.min(3 * step, last));
    e2.intoArray(y, to + Math.min(2 * step, last));
    e1.intoArray(y, to + Math.min(step, last));
    e0.intoArray(y, to);
  }
}
