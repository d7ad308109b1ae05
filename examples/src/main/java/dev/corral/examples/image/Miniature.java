package dev.corral.examples.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

/**
 * A picture made small enough to be looked at as a whole: each pixel the mean of those it covers.
 */
public final class Miniature {
  private static final int OPAQUE = 255;

  /** The share of the heap for pixels that are read. */
  private static final int WINDOW = 4;

  private Miniature() {}

  /**
   * Reads a picture, upright; what is not opaque is blended with white.
   *
   * @param picture a file that ImageIO reads, of any size
   * @param longest pixels that the longer side may have
   * @return the picture in sRGB, smaller or as large as it is
   * @throws PictureException if it cannot be read
   */
  public static BufferedImage of(Path picture, int longest) {
    long heap = Runtime.getRuntime().maxMemory();
    try (PictureReader reader = PictureReader.open(picture, heap / WINDOW)) {
      int side = Math.max(reader.width(), reader.height());
      int width = scaled(reader.width(), side, longest);
      int height = scaled(reader.height(), side, longest);
      BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < height; y++) {
        Span rows = covered(y, height, reader.height());
        int[] samples = reader.read(new Box(rows, new Span(0, reader.width())));
        for (int x = 0; x < width; x++) {
          Span columns = covered(x, width, reader.width());
          small.setRGB(x, y, mean(samples, reader, rows.size(), columns));
        }
      }
      return small;
    }
  }

  private static int scaled(int size, int side, int longest) {
    return side <= longest ? size : Math.max(1, (int) ((long) size * longest / side));
  }

  /** The pixels that one of so many covers. */
  private static Span covered(int index, int count, int all) {
    int from = (int) ((long) index * all / count);
    return new Span(from, Math.max(from + 1, (int) ((long) (index + 1) * all / count)));
  }

  private static int mean(int[] samples, PictureReader reader, int rows, Span columns) {
    PixelFormat format = reader.format();
    double[] sums = new double[3];
    for (int row = 0; row < rows; row++) {
      for (int column = columns.from(); column < columns.to(); column++) {
        int at = (row * reader.width() + column) * format.samples();
        double opacity =
            format.alpha() ? (double) samples[at + format.colours()] / format.largest() : 1;
        for (int c = 0; c < sums.length; c++) {
          double level = (double) samples[at + Math.min(c, format.colours() - 1)];
          sums[c] += 1 - opacity * (1 - level / format.largest());
        }
      }
    }
    int rgb = 0;
    for (double sum : sums) {
      rgb = rgb << Byte.SIZE | (int) Math.round(OPAQUE * sum / (rows * columns.size()));
    }
    return rgb;
  }
}
