package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
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
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> J = LongVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = ChannelKernels.LANES;

  /** Vectors that {@link #square} takes, and lanes of each. */
  private static final int SIDE = 16;

  // Lanes whose number has a bit, as masks of bits: a logical operation is faster than a blend.
  private static final int[] ONE = lanesWith(1);
  private static final int[] TWO = lanesWith(2);
  private static final int[] FOUR = lanesWith(4);
  private static final int[] EIGHT = lanesWith(8);

  private static final VectorShuffle<Integer> UP_TWO = rotation(-2);
  private static final VectorShuffle<Integer> DOWN_TWO = rotation(2);
  private static final VectorShuffle<Integer> UP_FOUR = rotation(-4);
  private static final VectorShuffle<Integer> DOWN_FOUR = rotation(4);
  private static final VectorShuffle<Integer> UP_EIGHT = rotation(-8);
  private static final VectorShuffle<Integer> DOWN_EIGHT = rotation(8);

  private VectorTranspose() {}

  private static int[] lanesWith(int bit) {
    return IntStream.range(0, L).map(i -> (i & bit) == 0 ? 0 : -1).toArray();
  }

  private static VectorShuffle<Integer> rotation(int by) {
    return VectorShuffle.fromOp(I, i -> Math.floorMod(i + by, L));
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
  static void toSomeLanes(float[] x, int at, int lead, int channels, int count, float[] y, int to) {
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
   * the other way, bit after bit. As long as it is so that all vectors stay in registers; and
   * {@code reinterpretShape}, as Java 17 may fail to compile the shorter {@code
   * reinterpretAsFloats} well, which does not name the species. Results beyond count go where the
   * last one goes afterwards, which spares branches that would have it compiled twice.
   */
  static void square(float[] x, int at, int lead, float[] y, int to, int step, int count) {
    IntVector swap1 = IntVector.fromArray(I, ONE, 0);
    IntVector keep1 = swap1.not();
    IntVector swap2 = IntVector.fromArray(I, TWO, 0);
    IntVector keep2 = swap2.not();
    IntVector swap4 = IntVector.fromArray(I, FOUR, 0);
    IntVector keep4 = swap4.not();
    IntVector swap8 = IntVector.fromArray(I, EIGHT, 0);
    IntVector keep8 = swap8.not();
    IntVector a0 = (IntVector) FloatVector.fromArray(S, x, at).reinterpretShape(I, 0);
    IntVector a1 = (IntVector) FloatVector.fromArray(S, x, at + lead).reinterpretShape(I, 0);
    IntVector a2 = (IntVector) FloatVector.fromArray(S, x, at + 2 * lead).reinterpretShape(I, 0);
    IntVector a3 = (IntVector) FloatVector.fromArray(S, x, at + 3 * lead).reinterpretShape(I, 0);
    IntVector a4 = (IntVector) FloatVector.fromArray(S, x, at + 4 * lead).reinterpretShape(I, 0);
    IntVector a5 = (IntVector) FloatVector.fromArray(S, x, at + 5 * lead).reinterpretShape(I, 0);
    IntVector a6 = (IntVector) FloatVector.fromArray(S, x, at + 6 * lead).reinterpretShape(I, 0);
    IntVector a7 = (IntVector) FloatVector.fromArray(S, x, at + 7 * lead).reinterpretShape(I, 0);
    IntVector a8 = (IntVector) FloatVector.fromArray(S, x, at + 8 * lead).reinterpretShape(I, 0);
    IntVector a9 = (IntVector) FloatVector.fromArray(S, x, at + 9 * lead).reinterpretShape(I, 0);
    IntVector a10 = (IntVector) FloatVector.fromArray(S, x, at + 10 * lead).reinterpretShape(I, 0);
    IntVector a11 = (IntVector) FloatVector.fromArray(S, x, at + 11 * lead).reinterpretShape(I, 0);
    IntVector a12 = (IntVector) FloatVector.fromArray(S, x, at + 12 * lead).reinterpretShape(I, 0);
    IntVector a13 = (IntVector) FloatVector.fromArray(S, x, at + 13 * lead).reinterpretShape(I, 0);
    IntVector a14 = (IntVector) FloatVector.fromArray(S, x, at + 14 * lead).reinterpretShape(I, 0);
    IntVector a15 = (IntVector) FloatVector.fromArray(S, x, at + 15 * lead).reinterpretShape(I, 0);
    IntVector b0 =
        a0.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a1.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b1 =
        ((IntVector)
                ((LongVector) a0.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a1.and(swap1));
    IntVector b2 =
        a2.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a3.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b3 =
        ((IntVector)
                ((LongVector) a2.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a3.and(swap1));
    IntVector b4 =
        a4.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a5.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b5 =
        ((IntVector)
                ((LongVector) a4.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a5.and(swap1));
    IntVector b6 =
        a6.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a7.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b7 =
        ((IntVector)
                ((LongVector) a6.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a7.and(swap1));
    IntVector b8 =
        a8.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a9.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b9 =
        ((IntVector)
                ((LongVector) a8.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a9.and(swap1));
    IntVector b10 =
        a10.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a11.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b11 =
        ((IntVector)
                ((LongVector) a10.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a11.and(swap1));
    IntVector b12 =
        a12.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a13.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b13 =
        ((IntVector)
                ((LongVector) a12.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a13.and(swap1));
    IntVector b14 =
        a14.and(keep1)
            .or(
                (IntVector)
                    ((LongVector) a15.reinterpretShape(J, 0))
                        .lanewise(VectorOperators.LSHL, 32)
                        .reinterpretShape(I, 0));
    IntVector b15 =
        ((IntVector)
                ((LongVector) a14.reinterpretShape(J, 0))
                    .lanewise(VectorOperators.LSHR, 32)
                    .reinterpretShape(I, 0))
            .or(a15.and(swap1));
    IntVector c0 = b0.and(keep2).or(b2.rearrange(UP_TWO).and(swap2));
    IntVector c2 = b0.rearrange(DOWN_TWO).and(keep2).or(b2.and(swap2));
    IntVector c1 = b1.and(keep2).or(b3.rearrange(UP_TWO).and(swap2));
    IntVector c3 = b1.rearrange(DOWN_TWO).and(keep2).or(b3.and(swap2));
    IntVector c4 = b4.and(keep2).or(b6.rearrange(UP_TWO).and(swap2));
    IntVector c6 = b4.rearrange(DOWN_TWO).and(keep2).or(b6.and(swap2));
    IntVector c5 = b5.and(keep2).or(b7.rearrange(UP_TWO).and(swap2));
    IntVector c7 = b5.rearrange(DOWN_TWO).and(keep2).or(b7.and(swap2));
    IntVector c8 = b8.and(keep2).or(b10.rearrange(UP_TWO).and(swap2));
    IntVector c10 = b8.rearrange(DOWN_TWO).and(keep2).or(b10.and(swap2));
    IntVector c9 = b9.and(keep2).or(b11.rearrange(UP_TWO).and(swap2));
    IntVector c11 = b9.rearrange(DOWN_TWO).and(keep2).or(b11.and(swap2));
    IntVector c12 = b12.and(keep2).or(b14.rearrange(UP_TWO).and(swap2));
    IntVector c14 = b12.rearrange(DOWN_TWO).and(keep2).or(b14.and(swap2));
    IntVector c13 = b13.and(keep2).or(b15.rearrange(UP_TWO).and(swap2));
    IntVector c15 = b13.rearrange(DOWN_TWO).and(keep2).or(b15.and(swap2));
    IntVector d0 = c0.and(keep4).or(c4.rearrange(UP_FOUR).and(swap4));
    IntVector d4 = c0.rearrange(DOWN_FOUR).and(keep4).or(c4.and(swap4));
    IntVector d1 = c1.and(keep4).or(c5.rearrange(UP_FOUR).and(swap4));
    IntVector d5 = c1.rearrange(DOWN_FOUR).and(keep4).or(c5.and(swap4));
    IntVector d2 = c2.and(keep4).or(c6.rearrange(UP_FOUR).and(swap4));
    IntVector d6 = c2.rearrange(DOWN_FOUR).and(keep4).or(c6.and(swap4));
    IntVector d3 = c3.and(keep4).or(c7.rearrange(UP_FOUR).and(swap4));
    IntVector d7 = c3.rearrange(DOWN_FOUR).and(keep4).or(c7.and(swap4));
    IntVector d8 = c8.and(keep4).or(c12.rearrange(UP_FOUR).and(swap4));
    IntVector d12 = c8.rearrange(DOWN_FOUR).and(keep4).or(c12.and(swap4));
    IntVector d9 = c9.and(keep4).or(c13.rearrange(UP_FOUR).and(swap4));
    IntVector d13 = c9.rearrange(DOWN_FOUR).and(keep4).or(c13.and(swap4));
    IntVector d10 = c10.and(keep4).or(c14.rearrange(UP_FOUR).and(swap4));
    IntVector d14 = c10.rearrange(DOWN_FOUR).and(keep4).or(c14.and(swap4));
    IntVector d11 = c11.and(keep4).or(c15.rearrange(UP_FOUR).and(swap4));
    IntVector d15 = c11.rearrange(DOWN_FOUR).and(keep4).or(c15.and(swap4));
    IntVector e0 = d0.and(keep8).or(d8.rearrange(UP_EIGHT).and(swap8));
    IntVector e8 = d0.rearrange(DOWN_EIGHT).and(keep8).or(d8.and(swap8));
    IntVector e1 = d1.and(keep8).or(d9.rearrange(UP_EIGHT).and(swap8));
    IntVector e9 = d1.rearrange(DOWN_EIGHT).and(keep8).or(d9.and(swap8));
    IntVector e2 = d2.and(keep8).or(d10.rearrange(UP_EIGHT).and(swap8));
    IntVector e10 = d2.rearrange(DOWN_EIGHT).and(keep8).or(d10.and(swap8));
    IntVector e3 = d3.and(keep8).or(d11.rearrange(UP_EIGHT).and(swap8));
    IntVector e11 = d3.rearrange(DOWN_EIGHT).and(keep8).or(d11.and(swap8));
    IntVector e4 = d4.and(keep8).or(d12.rearrange(UP_EIGHT).and(swap8));
    IntVector e12 = d4.rearrange(DOWN_EIGHT).and(keep8).or(d12.and(swap8));
    IntVector e5 = d5.and(keep8).or(d13.rearrange(UP_EIGHT).and(swap8));
    IntVector e13 = d5.rearrange(DOWN_EIGHT).and(keep8).or(d13.and(swap8));
    IntVector e6 = d6.and(keep8).or(d14.rearrange(UP_EIGHT).and(swap8));
    IntVector e14 = d6.rearrange(DOWN_EIGHT).and(keep8).or(d14.and(swap8));
    IntVector e7 = d7.and(keep8).or(d15.rearrange(UP_EIGHT).and(swap8));
    IntVector e15 = d7.rearrange(DOWN_EIGHT).and(keep8).or(d15.and(swap8));
    int last = count - 1;
    ((FloatVector) e15.reinterpretShape(S, 0)).intoArray(y, to + Math.min(15, last) * step);
    ((FloatVector) e14.reinterpretShape(S, 0)).intoArray(y, to + Math.min(14, last) * step);
    ((FloatVector) e13.reinterpretShape(S, 0)).intoArray(y, to + Math.min(13, last) * step);
    ((FloatVector) e12.reinterpretShape(S, 0)).intoArray(y, to + Math.min(12, last) * step);
    ((FloatVector) e11.reinterpretShape(S, 0)).intoArray(y, to + Math.min(11, last) * step);
    ((FloatVector) e10.reinterpretShape(S, 0)).intoArray(y, to + Math.min(10, last) * step);
    ((FloatVector) e9.reinterpretShape(S, 0)).intoArray(y, to + Math.min(9, last) * step);
    ((FloatVector) e8.reinterpretShape(S, 0)).intoArray(y, to + Math.min(8, last) * step);
    ((FloatVector) e7.reinterpretShape(S, 0)).intoArray(y, to + Math.min(7, last) * step);
    ((FloatVector) e6.reinterpretShape(S, 0)).intoArray(y, to + Math.min(6, last) * step);
    ((FloatVector) e5.reinterpretShape(S, 0)).intoArray(y, to + Math.min(5, last) * step);
    ((FloatVector) e4.reinterpretShape(S, 0)).intoArray(y, to + Math.min(4, last) * step);
    ((FloatVector) e3.reinterpretShape(S, 0)).intoArray(y, to + Math.min(3, last) * step);
    ((FloatVector) e2.reinterpretShape(S, 0)).intoArray(y, to + Math.min(2, last) * step);
    ((FloatVector) e1.reinterpretShape(S, 0)).intoArray(y, to + Math.min(1, last) * step);
    ((FloatVector) e0.reinterpretShape(S, 0)).intoArray(y, to);
  }
}
