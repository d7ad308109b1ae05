package dev.corral.examples.image;

import java.nio.file.Path;

/** A picture file, upright, of which any part can be read; best from top to bottom. */
public final class Picture implements AutoCloseable {
  /** The share of the heap for pixels that are read at a time. */
  private static final int WINDOW = 8;

  private final PictureReader reader;

  private Picture(PictureReader reader) {
    this.reader = reader;
  }

  /**
   * Reads what comes before the pixels.
   *
   * @param file a file that ImageIO reads
   * @return the picture
   * @throws PictureException if it cannot be read
   */
  public static Picture open(Path file) {
    return new Picture(PictureReader.open(file, Runtime.getRuntime().maxMemory() / WINDOW));
  }

  /**
   * Its width.
   *
   * @return pixels a row
   */
  public int width() {
    return reader.width();
  }

  /**
   * Its height.
   *
   * @return rows
   */
  public int height() {
    return reader.height();
  }

  /**
   * What its pixels hold, opacity apart.
   *
   * @return 1 for grey, 3 for red, green and blue
   */
  public int colours() {
    return reader.format().colours();
  }

  /**
   * Reads a part.
   *
   * @param top its first row
   * @param left its first column
   * @param height how many rows
   * @param width how many columns
   * @return grey levels from 0 to 255, with fractions if the file has 16 bits, [colours, height,
   *     width]
   * @throws PictureException if the file cannot be read
   */
  public float[] read(int top, int left, int height, int width) {
    Box part = new Box(new Span(top, top + height), new Span(left, left + width));
    return reader.format().planes(reader.read(part));
  }

  @Override
  public void close() {
    reader.close();
  }
}
