package dev.corral.backend.opencl;

/**
 * Where results go: that of (image, channel, row, column) to offset + Σ index · step.
 *
 * @param row from a row of positions to the next
 * @param column from a column of positions to the next
 * @param channel from a channel to the next
 * @param image from an image to the next
 * @param offset of the first result
 */
record Target(int row, int column, int channel, int image, int offset) {
  /** The dense order of images of so many channels, rows and columns. */
  static Target dense(int channels, int rows, int columns) {
    return new Target(columns, 1, rows * columns, channels * rows * columns, 0);
  }
}
