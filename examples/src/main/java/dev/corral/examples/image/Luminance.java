package dev.corral.examples.image;

import dev.corral.backend.Ops;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/** Grey made of colours. */
public final class Luminance {
  /** Of linear light, but taken of R′, G′ and B′, as video does: ITU-R BT.709, 3.2. */
  private static final float[] LUMA = {0.2126f, 0.7152f, 0.0722f};

  private Luminance() {}

  /**
   * Y′ of ITU-R BT.709.
   *
   * @param ops the operations to compute with
   * @param x red, green and blue, [batch, 3, height, width]
   * @return [batch, 1, height, width]
   */
  public static Tensor of(Ops ops, Tensor x) {
    return ops.conv2d(x, ops.fromArray(Shape.of(1, LUMA.length, 1, 1), LUMA));
  }
}
