package dev.corral.conformance.fuzz;

import java.util.List;

/**
 * How large the tensors of a program are drawn.
 *
 * @param elements of the largest tensor
 * @param image elements of the largest result that is taken as a batch of images
 * @param products in the largest convolution: with more the reference takes too long
 * @param edges of 100 axes, how many have a size near what vectors and tiles hold
 * @param channels from which a new image's number of channels is drawn
 * @param side the largest height and width of a new image
 * @param window the largest height and width of a window
 * @param outputs the most outputs of a group of channels
 */
record Scale(
    int elements,
    int image,
    int products,
    int edges,
    List<Integer> channels,
    int side,
    int window,
    int outputs) {
  /** Most programs: small enough to run thousands a second. */
  static final Scale SMALL = new Scale(400, 160, 6_000, 3, List.of(1, 2, 3, 4), 7, 3, 3);

  /** Beyond one vector, tile or panel of the usual kernels. */
  static final Scale LARGE =
      new Scale(4_000, 3_000, 300_000, 40, List.of(1, 3, 8, 16, 17, 33), 20, 5, 36);
}
