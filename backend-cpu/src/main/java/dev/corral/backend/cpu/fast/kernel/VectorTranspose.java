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

  // Lanes exchanged whose numbers differ in a bit.
  private static final VectorShuffle<Float> BY_ONE = exchange(1);
  private static final VectorShuffle<Float> BY_TWO = exchange(2);
  private static final VectorShuffle<Float> BY_FOUR = exchange(4);
  private static final VectorShuffle<Float> BY_EIGHT = exchange(8);

  private VectorTranspose() {}

  /** Those whose number has a bit. */
  static VectorMask<Float> lanesWith(int bit) {
    return VectorMask.fromLong(
        S, LongStream.range(0, L).filter(i -> (i & bit) != 0).map(i -> 1L << i).sum());
  }

  private static VectorShuffle<Float> exchange(int bit) {
    return VectorShuffle.fromOp(S, i -> (i ^ bit) % L);
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
    toLanes(x, at, lead, channels, 1, 0, count, y, to, 0);
  }

  /**
   * The same for some rows. Where squares are turned, all rows of their channels go before those of
   * others, which takes them from few pages of memory at a time.
   *
   * @param pitch from one row of x to the next
   * @param toPitch from one row of y to the next
   */
  public static void toLanes(
      float[] x,
      int at,
      int lead,
      int channels,
      int rows,
      int pitch,
      int count,
      float[] y,
      int to,
      int toPitch) {
    put(x, at, lead, channels, rows, pitch, count, y, to, toPitch);
    for (int i = 0; i < rows && channels < LANES; i++) {
      for (int j = 0; j < count; j++) {
        int place = to + i * toPitch + LANES * j;
        Arrays.fill(y, place + channels, place + LANES, 0);
      }
    }
  }

  /** As {@link #toLanes}, but leaves anything in the other lanes, which is faster. */
  public static void toSomeLanes(
      float[] x, int at, int lead, int channels, int count, float[] y, int to) {
    int whole = (channels + SIDE - 1) / SIDE * SIDE;
    boolean inside = L == SIDE && at + (whole - 1) * lead + count + SIDE <= x.length;
    put(x, at, lead, inside ? whole : channels, 1, 0, count, y, to, 0);
  }

  private static void put(
      float[] x,
      int at,
      int lead,
      int channels,
      int rows,
      int pitch,
      int count,
      float[] y,
      int to,
      int toPitch) {
    int whole = L == SIDE ? channels / SIDE * SIDE : 0;
    for (int c = 0; c < whole && count > 0; c += SIDE) {
      for (int i = 0; i < rows; i++) {
        squares(x, at + c * lead + i * pitch, lead, count, y, to + i * toPitch + c);
      }
    }
    for (int i = 0; i < rows; i++) {
      int from = at + i * pitch;
      int place = to + i * toPitch;
      int c = whole;
      for (; c + 3 < channels; c += 4) {
        interleave(x, from + c * lead, lead, count, y, place + c);
      }
      for (; c < channels; c++) {
        for (int j = 0; j < count; j++) {
          y[place + LANES * j + c] = x[from + c * lead + j];
        }
      }
    }
  }

  /** A row of as many channels as a square has. */
  private static void squares(float[] x, int at, int lead, int count, float[] y, int to) {
    if (count < SIDE) {
      square(x, at, lead, y, to, LANES, count);
      return;
    }
    // The last square may take columns once more.
    for (int j = 0; j < count; j += SIDE) {
      int first = Math.min(j, count - SIDE);
      square(x, at + first, lead, y, to + LANES * first, LANES, SIDE);
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
    FloatVector sb0 = a1.blend(a0, ONE).rearrange(BY_ONE);
    FloatVector b0 = a0.blend(sb0, ONE);
    FloatVector b1 = sb0.blend(a1, ONE);
    FloatVector sb2 = a3.blend(a2, ONE).rearrange(BY_ONE);
    FloatVector b2 = a2.blend(sb2, ONE);
    FloatVector b3 = sb2.blend(a3, ONE);
    FloatVector sb4 = a5.blend(a4, ONE).rearrange(BY_ONE);
    FloatVector b4 = a4.blend(sb4, ONE);
    FloatVector b5 = sb4.blend(a5, ONE);
    FloatVector sb6 = a7.blend(a6, ONE).rearrange(BY_ONE);
    FloatVector b6 = a6.blend(sb6, ONE);
    FloatVector b7 = sb6.blend(a7, ONE);
    FloatVector sb8 = a9.blend(a8, ONE).rearrange(BY_ONE);
    FloatVector b8 = a8.blend(sb8, ONE);
    FloatVector b9 = sb8.blend(a9, ONE);
    FloatVector sb10 = a11.blend(a10, ONE).rearrange(BY_ONE);
    FloatVector b10 = a10.blend(sb10, ONE);
    FloatVector b11 = sb10.blend(a11, ONE);
    FloatVector sb12 = a13.blend(a12, ONE).rearrange(BY_ONE);
    FloatVector b12 = a12.blend(sb12, ONE);
    FloatVector b13 = sb12.blend(a13, ONE);
    FloatVector sb14 = a15.blend(a14, ONE).rearrange(BY_ONE);
    FloatVector b14 = a14.blend(sb14, ONE);
    FloatVector b15 = sb14.blend(a15, ONE);
    FloatVector sc0 = b2.blend(b0, TWO).rearrange(BY_TWO);
    FloatVector c0 = b0.blend(sc0, TWO);
    FloatVector c2 = sc0.blend(b2, TWO);
    FloatVector sc1 = b3.blend(b1, TWO).rearrange(BY_TWO);
    FloatVector c1 = b1.blend(sc1, TWO);
    FloatVector c3 = sc1.blend(b3, TWO);
    FloatVector sc4 = b6.blend(b4, TWO).rearrange(BY_TWO);
    FloatVector c4 = b4.blend(sc4, TWO);
    FloatVector c6 = sc4.blend(b6, TWO);
    FloatVector sc5 = b7.blend(b5, TWO).rearrange(BY_TWO);
    FloatVector c5 = b5.blend(sc5, TWO);
    FloatVector c7 = sc5.blend(b7, TWO);
    FloatVector sc8 = b10.blend(b8, TWO).rearrange(BY_TWO);
    FloatVector c8 = b8.blend(sc8, TWO);
    FloatVector c10 = sc8.blend(b10, TWO);
    FloatVector sc9 = b11.blend(b9, TWO).rearrange(BY_TWO);
    FloatVector c9 = b9.blend(sc9, TWO);
    FloatVector c11 = sc9.blend(b11, TWO);
    FloatVector sc12 = b14.blend(b12, TWO).rearrange(BY_TWO);
    FloatVector c12 = b12.blend(sc12, TWO);
    FloatVector c14 = sc12.blend(b14, TWO);
    FloatVector sc13 = b15.blend(b13, TWO).rearrange(BY_TWO);
    FloatVector c13 = b13.blend(sc13, TWO);
    FloatVector c15 = sc13.blend(b15, TWO);
    FloatVector sd0 = c4.blend(c0, FOUR).rearrange(BY_FOUR);
    FloatVector d0 = c0.blend(sd0, FOUR);
    FloatVector d4 = sd0.blend(c4, FOUR);
    FloatVector sd1 = c5.blend(c1, FOUR).rearrange(BY_FOUR);
    FloatVector d1 = c1.blend(sd1, FOUR);
    FloatVector d5 = sd1.blend(c5, FOUR);
    FloatVector sd2 = c6.blend(c2, FOUR).rearrange(BY_FOUR);
    FloatVector d2 = c2.blend(sd2, FOUR);
    FloatVector d6 = sd2.blend(c6, FOUR);
    FloatVector sd3 = c7.blend(c3, FOUR).rearrange(BY_FOUR);
    FloatVector d3 = c3.blend(sd3, FOUR);
    FloatVector d7 = sd3.blend(c7, FOUR);
    FloatVector sd8 = c12.blend(c8, FOUR).rearrange(BY_FOUR);
    FloatVector d8 = c8.blend(sd8, FOUR);
    FloatVector d12 = sd8.blend(c12, FOUR);
    FloatVector sd9 = c13.blend(c9, FOUR).rearrange(BY_FOUR);
    FloatVector d9 = c9.blend(sd9, FOUR);
    FloatVector d13 = sd9.blend(c13, FOUR);
    FloatVector sd10 = c14.blend(c10, FOUR).rearrange(BY_FOUR);
    FloatVector d10 = c10.blend(sd10, FOUR);
    FloatVector d14 = sd10.blend(c14, FOUR);
    FloatVector sd11 = c15.blend(c11, FOUR).rearrange(BY_FOUR);
    FloatVector d11 = c11.blend(sd11, FOUR);
    FloatVector d15 = sd11.blend(c15, FOUR);
    FloatVector se0 = d8.blend(d0, EIGHT).rearrange(BY_EIGHT);
    FloatVector e0 = d0.blend(se0, EIGHT);
    FloatVector e8 = se0.blend(d8, EIGHT);
    FloatVector se1 = d9.blend(d1, EIGHT).rearrange(BY_EIGHT);
    FloatVector e1 = d1.blend(se1, EIGHT);
    FloatVector e9 = se1.blend(d9, EIGHT);
    FloatVector se2 = d10.blend(d2, EIGHT).rearrange(BY_EIGHT);
    FloatVector e2 = d2.blend(se2, EIGHT);
    FloatVector e10 = se2.blend(d10, EIGHT);
    FloatVector se3 = d11.blend(d3, EIGHT).rearrange(BY_EIGHT);
    FloatVector e3 = d3.blend(se3, EIGHT);
    FloatVector e11 = se3.blend(d11, EIGHT);
    FloatVector se4 = d12.blend(d4, EIGHT).rearrange(BY_EIGHT);
    FloatVector e4 = d4.blend(se4, EIGHT);
    FloatVector e12 = se4.blend(d12, EIGHT);
    FloatVector se5 = d13.blend(d5, EIGHT).rearrange(BY_EIGHT);
    FloatVector e5 = d5.blend(se5, EIGHT);
    FloatVector e13 = se5.blend(d13, EIGHT);
    FloatVector se6 = d14.blend(d6, EIGHT).rearrange(BY_EIGHT);
    FloatVector e6 = d6.blend(se6, EIGHT);
    FloatVector e14 = se6.blend(d14, EIGHT);
    FloatVector se7 = d15.blend(d7, EIGHT).rearrange(BY_EIGHT);
    FloatVector e7 = d7.blend(se7, EIGHT);
    FloatVector e15 = se7.blend(d15, EIGHT);
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
