package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;

/**
 * How far a prediction is from its target: scalars, made of operations alone, so that a recording's
 * operations make them differentiable. Prediction and target must have one shape; nothing
 * broadcasts.
 */
public final class Losses {
  private Losses() {}

  /**
   * Σ (prediction − target)².
   *
   * @param ops the operations to compute with
   * @param prediction any shape
   * @param target the same shape
   * @return a scalar
   * @throws ShapeException if the shapes differ
   */
  public static Tensor sumOfSquares(Ops ops, Tensor prediction, Tensor target) {
    requireSame("sumOfSquares", prediction, target);
    return ops.together(() -> ops.sum(ops.square(ops.sub(prediction, target))));
  }

  /**
   * The mean of (prediction − target)² over all elements.
   *
   * @param ops the operations to compute with
   * @param prediction any shape of one element or more
   * @param target the same shape
   * @return a scalar
   * @throws ShapeException if the shapes differ or there is no element
   */
  public static Tensor meanSquaredError(Ops ops, Tensor prediction, Tensor target) {
    requireSame("meanSquaredError", prediction, target);
    return ops.together(() -> ops.mean(ops.square(ops.sub(prediction, target))));
  }

  /**
   * The mean over the batch of −Σ target · log(softmax(logits)), as PyTorch's {@code
   * cross_entropy}.
   *
   * @param ops the operations to compute with
   * @param logits scores before softmax, [batch, classes], one of each or more
   * @param target the probability of each class, [batch, classes]; {@link #oneHot} makes it of
   *     class indices
   * @return a scalar
   * @throws ShapeException if the shapes differ, are not of rank 2 or have no element
   */
  public static Tensor crossEntropy(Ops ops, Tensor logits, Tensor target) {
    if (logits.shape().rank() != 2) {
      throw new ShapeException(
          "crossEntropy: logits of shape " + logits.shape(),
          "[batch, classes]",
          "Bring the classes to the last axis and reshape the others to one");
    }
    requireSame("crossEntropy", logits, target);
    return ops.together(
        () -> ops.neg(ops.mean(ops.sum(ops.mul(target, ops.logSoftmax(logits, 1)), 1))));
  }

  /**
   * Class indices as probabilities: 1 at the index, 0 elsewhere. An index that names no class gives
   * zeros only.
   *
   * @param ops the operations to compute with
   * @param indices whole numbers from 0 to classes − 1, of any shape up to rank 5
   * @param classes how many classes there are
   * @return a tensor with one more axis, of that size, at the end
   * @throws ShapeException if the result would be of rank 7 or too large
   */
  public static Tensor oneHot(Ops ops, Tensor indices, int classes) {
    int[] dims = new int[indices.shape().rank() + 1];
    System.arraycopy(indices.shape().dims(), 0, dims, 0, dims.length - 1);
    dims[dims.length - 1] = 1;
    return ops.together(() -> ops.equal(ops.reshape(indices, Shape.of(dims)), ops.arange(classes)));
  }

  /**
   * Labels as probabilities: 1 at the label, 0 elsewhere.
   *
   * @param ops the operations to compute with
   * @param labels one class index an example, each from 0 to classes − 1
   * @param classes how many classes there are
   * @return [examples, classes]
   * @throws ShapeException if a label names no class
   */
  public static Tensor oneHot(Ops ops, int[] labels, int classes) {
    float[] indices = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new ShapeException(
            "oneHot: the label " + labels[i] + " at place " + i + ", of " + classes + " classes",
            "labels from 0 to " + (classes - 1),
            "Count classes from 0, or give a larger number of them");
      }
      indices[i] = labels[i];
    }
    return ops.together(() -> oneHot(ops, ops.tensor(indices), classes));
  }

  private static void requireSame(String loss, Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new ShapeException(
          loss
              + ": a prediction of shape "
              + prediction.shape()
              + " and a target of shape "
              + target.shape(),
          "one shape for both",
          "Reshape the target; a loss does not broadcast");
    }
  }
}
