package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.Runs;

/**
 * Sums over constant offsets, one for each position of an image: y[n, g, row, i, j] = Σ<sub>r</sub>
 * w[g, row, r] · x[at(n, g) + i · pitch + j + offsets[r]]. A convolution is one, once its input is
 * padded and its strides are taken apart; so is a matrix product.
 *
 * @param images how many n
 * @param groups how many g
 * @param rows outputs of a group
 * @param x the input
 * @param imageStride from one image of the input to the next
 * @param groupStride from one group of the input to the next
 * @param offsets of the elements that each output sums over
 * @param height positions along a column
 * @param width positions along a row
 * @param pitch from one row of positions to the next in the input
 */
record Correlation(
    int images,
    int groups,
    int rows,
    float[] x,
    int imageStride,
    int groupStride,
    int[] offsets,
    int height,
    int width,
    int pitch) {

  /** The same over another input. */
  Correlation over(float[] field) {
    return new Correlation(
        images, groups, rows, field, imageStride, groupStride, offsets, height, width, pitch);
  }

  int positions() {
    return height * width;
  }

  int depth() {
    return offsets.length;
  }

  int problems() {
    return images * groups;
  }

  int xAt(int image, int group) {
    return image * imageStride + group * groupStride;
  }

  int yAt(int problem) {
    return problem * rows * positions();
  }

  /** Positions in a row whose elements are neighbours; all where no element lies between rows. */
  int neighbours() {
    return pitch == width ? positions() : width;
  }

  /** Tells runs of positions; a single one where no element lies between two rows. */
  Runs runs() {
    return pitch == width ? new Runs(Math.max(1, height * width), 0) : new Runs(width, pitch);
  }
}
