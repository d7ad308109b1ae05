package dev.corral.backend.cpu.fast.fourier;

import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.backend.cpu.fast.memory.Scratch;
import java.util.stream.Stream;

/**
 * Square tiles of complex numbers, {@value #LANES} of them side by side, and their discrete Fourier
 * transforms: Cooley and Tukey's, radix 2, along the rows and then along the columns. Each element
 * of the tiles has an array of lanes, so that the compiler vectorises the loops over them. Real
 * tiles go through a transform in pairs, one as the real and one as the imaginary part.
 */
final class FourierTile {
  static final int LANES = 64;

  private final int side;
  private final Scratch scratch;
  private final float[][] re;
  private final float[][] im;
  private final float[] cos;
  private final float[] sin;

  /** Tiles of a side that is a power of two. */
  FourierTile(int side, Scratch scratch) {
    this.side = side;
    this.scratch = scratch;
    this.re = elements();
    this.im = elements();
    this.cos = new float[side / 2];
    this.sin = new float[side / 2];
    for (int i = 0; i < side / 2; i++) {
      cos[i] = (float) Math.cos(2 * Math.PI * i / side);
      sin[i] = (float) Math.sin(2 * Math.PI * i / side);
    }
  }

  private float[][] elements() {
    // Nothing goes beyond the lanes, so they need no slack.
    return Stream.generate(() -> scratch.take(LANES - HeapStorage.SLACK))
        .limit((long) side * side)
        .toArray(float[][]::new);
  }

  /** Gives the working memory back. */
  void giveBack() {
    Stream.of(re, im).flatMap(Stream::of).forEach(scratch::give);
  }

  /** Frequencies of a real tile; those of the other half are their conjugates. */
  static int frequencies(int side) {
    return side * (side / 2 + 1);
  }

  /**
   * A rectangle of an image and where it goes to.
   *
   * @param row of the image at the top of the tile; may lie outside, where there are zeros
   * @param column of the image at the left of the tile
   * @param height rows of the rectangle; zeros follow
   * @param width columns of the rectangle; zeros follow
   */
  record Part(int row, int column, int height, int width) {}

  /** Fills a lane of the real or the imaginary parts with a rectangle of an image. */
  void put(int lane, boolean imaginary, float[] x, int at, int rows, int columns, Part part) {
    float[][] to = imaginary ? im : re;
    int begin = Math.max(0, -part.column());
    int end = Math.max(begin, Math.min(part.width(), columns - part.column()));
    for (int i = 0; i < side; i++) {
      int row = part.row() + i;
      boolean inside = i < part.height() && row >= 0 && row < rows;
      int first = inside ? begin : side;
      int last = inside ? end : side;
      int from = at + row * columns + part.column();
      for (int j = 0; j < Math.min(first, side); j++) {
        to[i * side + j][lane] = 0;
      }
      for (int j = first; j < last; j++) {
        to[i * side + j][lane] = x[from + j];
      }
      for (int j = last; j < side; j++) {
        to[i * side + j][lane] = 0;
      }
    }
  }

  /** Fills a lane of the imaginary parts with zeros. */
  void clearImaginary(int lane) {
    for (float[] element : im) {
      element[lane] = 0;
    }
  }

  /** Copies a row of a lane, scaled so that the transforms there and back are none. */
  void get(int lane, boolean imaginary, int row, float[] y, int to, int count) {
    float[][] from = imaginary ? im : re;
    float scale = 1f / (side * side);
    for (int j = 0; j < count; j++) {
      y[to + j] = scale * from[row * side + j][lane];
    }
  }

  /** Σ x[i] · exp(−2πi · …), in place. */
  void transform() {
    transform(re, im);
  }

  /** The inverse, but for a factor. */
  void transformBack() {
    transform(im, re);
  }

  private void transform(float[][] a, float[][] b) {
    for (int i = 0; i < side; i++) {
      line(a, b, i * side, 1);
    }
    for (int j = 0; j < side; j++) {
      line(a, b, j, side);
    }
  }

  private void line(float[][] a, float[][] b, int from, int step) {
    reverse(a, from, step);
    reverse(b, from, step);
    for (int half = 1; half < side; half *= 2) {
      int turn = side / (2 * half);
      for (int start = 0; start < side; start += 2 * half) {
        for (int i = 0; i < half; i++) {
          int p = from + (start + i) * step;
          int q = p + half * step;
          if (i == 0) {
            plain(a[p], b[p], a[q], b[q]);
          } else {
            turned(a[p], b[p], a[q], b[q], cos[i * turn], sin[i * turn]);
          }
        }
      }
    }
  }

  /** Puts elements in the order of their reversed indices. */
  private void reverse(float[][] a, int from, int step) {
    int bits = Integer.numberOfTrailingZeros(side);
    for (int i = 0; i < side; i++) {
      int j = Integer.reverse(i) >>> (Integer.SIZE - bits);
      if (i < j) {
        float[] kept = a[from + i * step];
        a[from + i * step] = a[from + j * step];
        a[from + j * step] = kept;
      }
    }
  }

  private static void plain(float[] pr, float[] pi, float[] qr, float[] qi) {
    for (int l = 0; l < LANES; l++) {
      float r = qr[l];
      qr[l] = pr[l] - r;
      pr[l] += r;
    }
    for (int l = 0; l < LANES; l++) {
      float i = qi[l];
      qi[l] = pi[l] - i;
      pi[l] += i;
    }
  }

  private static void turned(float[] pr, float[] pi, float[] qr, float[] qi, float cos, float sin) {
    for (int l = 0; l < LANES; l++) {
      float r = qr[l] * cos + qi[l] * sin;
      float i = qi[l] * cos - qr[l] * sin;
      qr[l] = pr[l] - r;
      qi[l] = pi[l] - i;
      pr[l] += r;
      pi[l] += i;
    }
  }

  /** How spectra lie: from one frequency, part and lane to the next. */
  record Layout(int frequency, int part, int lane) {}

  /**
   * Takes the spectra of real tiles out of those of their pairs.
   *
   * @param lane the first of some lanes
   * @param count how many
   * @param first where the spectra of the real parts go to
   * @param second where those of the imaginary parts do, or negative
   */
  void spectra(int lane, int count, float[] y, int first, int second, Layout layout) {
    int half = side / 2 + 1;
    for (int f = 0; f < frequencies(side); f++) {
      int here = f / half * side + f % half;
      int there = mirror(f / half, f % half);
      int to = first + f * layout.frequency();
      sum(re[here], re[there], 1, lane, count, y, to, layout.lane());
      sum(im[here], im[there], -1, lane, count, y, to + layout.part(), layout.lane());
      if (second >= 0) {
        int next = second + f * layout.frequency();
        sum(im[here], im[there], 1, lane, count, y, next, layout.lane());
        sum(re[there], re[here], -1, lane, count, y, next + layout.part(), layout.lane());
      }
    }
  }

  /** The element of the opposite frequency. */
  private int mirror(int u, int v) {
    return (side - u) % side * side + (side - v) % side;
  }

  private static void sum(
      float[] a, float[] b, float sign, int lane, int count, float[] y, int to, int step) {
    for (int l = 0; l < count; l++) {
      y[to + l * step] = 0.5f * (a[lane + l] + sign * b[lane + l]);
    }
  }

  /**
   * Makes pairs of spectra from products of the parts of two: of the factors a and b, Re a · Re b
   * lies in the first of two rows, Re a · Im b some elements further, and Im a · Re b and Im a · Im
   * b likewise in the next row.
   *
   * @param h two rows for each of two spectra, whose product is conj(a) · b
   * @param first where those of the real parts lie
   * @param second where those of the imaginary parts do
   * @param row from one row to the next
   * @param part from one part of b to the next
   */
  void pair(int lane, int count, float[] h, int first, int second, int row, int part) {
    int half = side / 2 + 1;
    for (int f = 0; f < frequencies(side); f++) {
      int u = f / half;
      int v = f % half;
      int here = u * side + v;
      int there = v == 0 || v == side / 2 ? here : mirror(u, v);
      int a = first + 2 * f * part;
      int b = second + 2 * f * part;
      pair(h, a, b, row, part, lane, count, here, there);
    }
  }

  private void pair(
      float[] h, int a, int b, int row, int part, int lane, int count, int here, int there) {
    float[] re0 = re[here];
    float[] im0 = im[here];
    float[] re1 = re[there];
    float[] im1 = im[there];
    for (int l = 0; l < count; l++) {
      float real = h[a + l] + h[a + row + part + l];
      float imaginary = h[a + part + l] - h[a + row + l];
      float nextReal = h[b + l] + h[b + row + part + l];
      float nextImaginary = h[b + part + l] - h[b + row + l];
      re1[lane + l] = real + nextImaginary;
      im1[lane + l] = nextReal - imaginary;
      re0[lane + l] = real - nextImaginary;
      im0[lane + l] = imaginary + nextReal;
    }
  }
}
