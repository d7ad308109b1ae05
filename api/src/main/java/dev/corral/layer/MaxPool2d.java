package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Tensor;

/**
 * The largest value of each window, from [batch, channels, height, width] to an image of as many
 * channels.
 *
 * @param options the window and how it moves
 */
public record MaxPool2d(Pool2dOptions options) implements Block {
  /**
   * Pooling over blocks that touch without overlap.
   *
   * @param height rows of the block
   * @param width columns of the block
   */
  public MaxPool2d(int height, int width) {
    this(Pool2dOptions.of(height, width));
  }

  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.maxPool2d(x, options);
  }
}
