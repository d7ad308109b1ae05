package dev.corral.examples.image;

import java.util.List;

/**
 * How pictures are filtered.
 *
 * @param kernels one after the other, without rounding in between
 * @param border what is outside the picture, for each of them
 * @param luminance whether to filter grey made of the colours, Y′ of ITU-R BT.709, and not each
 *     colour by itself
 * @param signed whether 0 shall be mid-grey: y is shown as 128 + y / 2, and not as y; what is still
 *     outside 0 to 255 then is cut off either way
 */
public record FilterOptions(
    List<Kernel> kernels, Border border, boolean luminance, boolean signed) {
  List<Pass> passes() {
    return kernels.stream().flatMap(kernel -> kernel.passes().stream()).toList();
  }
}
