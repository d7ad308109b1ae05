package dev.corral.backend.cpu.fast.winograd;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.kernel.VectorTranspose;
import java.util.Arrays;

/**
 * The inputs of rows of tiles, for one panel of channels, with these in the lanes. Of the rows of
 * one row of tiles, the next needs those again in which they overlap.
 */
final class TileRows {
  private static final int LANES = ChannelKernels.LANES;

  private final Images images;
  private final int panel;
  private final int step;
  private final int height;
  private final int width;
  private final float[] values;
  private int nextRow = -1;
  private int nextImage = -1;

  /**
   * Images that tiles are cut from.
   *
   * @param values of all images and channels, row-major
   * @param channels of an image
   * @param height of a channel
   * @param width of a channel
   * @param top zeros above; negative leaves rows out
   * @param left zeros to the left
   */
  record Images(float[] values, int channels, int height, int width, int top, int left) {
    int panels() {
      return (channels + LANES - 1) / LANES;
    }
  }

  /**
   * Rows without content yet.
   *
   * @param step from one tile to the next, in both directions
   * @param size of a tile
   * @param tiles in a row
   * @param values has room for {@link #elements}
   */
  TileRows(Images images, int panel, int step, int size, int tiles, float[] values) {
    this.images = images;
    this.panel = panel;
    this.step = step;
    this.height = size;
    this.width = width(step, size, tiles);
    this.values = values;
  }

  private static int width(int step, int size, int tiles) {
    return step * tiles + size - step;
  }

  /** What rows take. */
  static int elements(int step, int size, int tiles) {
    return size * width(step, size, tiles) * LANES;
  }

  /** From one row to the next. */
  int pitch() {
    return width * LANES;
  }

  /** Reads the rows of the tiles of an image from a tile on. */
  void read(int image, int tileRow, int tileColumn) {
    int known = 0;
    if (image == nextImage && tileRow == nextRow && tileColumn == 0) {
      known = height - step;
      System.arraycopy(values, step * pitch(), values, 0, known * pitch());
    }
    readRows(image, step * tileRow - images.top, step * tileColumn - images.left, known);
    nextImage = tileColumn == 0 ? image : -1;
    nextRow = tileRow + 1;
  }

  /** Reads all rows but the first that are known, where these begin at a place of the image. */
  private void readRows(int image, int row, int column, int known) {
    int begin = Math.max(0, -column);
    int end = Math.min(width, images.width - column);
    int first = Math.max(known, Math.min(height, -row));
    int last = Math.max(first, Math.min(height, images.height - row));
    if (begin >= end || first == last) {
      Arrays.fill(values, known * pitch(), height * pitch(), 0);
      return;
    }
    Arrays.fill(values, known * pitch(), first * pitch(), 0);
    for (int i = first; i < last; i++) {
      int to = i * pitch();
      Arrays.fill(values, to, to + begin * LANES, 0);
      Arrays.fill(values, to + end * LANES, to + pitch(), 0);
    }
    Arrays.fill(values, last * pitch(), height * pitch(), 0);
    int channel = image * images.channels + panel * LANES;
    VectorTranspose.toLanes(
        images.values,
        (channel * images.height + row + first) * images.width + column + begin,
        images.height * images.width,
        Math.min(LANES, images.channels - panel * LANES),
        last - first,
        images.width,
        end - begin,
        values,
        first * pitch() + begin * LANES,
        pitch());
  }
}
