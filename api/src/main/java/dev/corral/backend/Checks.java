package dev.corral.backend;

import dev.corral.tensor.DeviceException;
import dev.corral.tensor.ForeignTensorException;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.ScopeException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.Arrays;

/** The rules that arguments of operations must keep, and the words for when they do not. */
final class Checks {
  private Checks() {}

  /** That a tensor is open and of the region's session, and that the region is open. */
  static void usable(String operation, Tensor tensor, Region region) {
    region.checkOpen();
    if (!(tensor.lease() instanceof Ownership ownership)
        || ownership.owner().session() != region.session()) {
      throw new ForeignTensorException(
          operation + ": the tensor of shape " + tensor.shape() + " belongs to another session",
          "tensors of one session",
          "Carry its values over with ops.fromArray(tensor.shape(), tensor.toArray())");
    }
    if (tensor.isClosed()) {
      throw Ownership.closed(tensor.shape());
    }
  }

  static ScopeException noEnclosingScope() {
    return new ScopeException(
        "promote in a scope that was opened from the session",
        "a scope inside another",
        "Open the inner one with scope.scope(), or move the tensor with adopt");
  }

  static DeviceException heapFull(String what, OutOfMemoryError cause) {
    return new DeviceException(
        what + " does not fit into the Java heap",
        "room for it in the heap's " + Runtime.getRuntime().maxMemory() + " bytes",
        "Close tensors that are no longer needed, or start Java with a larger -Xmx",
        cause);
  }

  static void sameSize(Shape from, Shape to) {
    if (from.size() != to.size()) {
      throw new ShapeException(
          "reshape: from "
              + from
              + " to "
              + to
              + ", from "
              + from.size()
              + " to "
              + to.size()
              + " elements",
          "as many elements as before",
          "Choose sizes whose product is " + from.size());
    }
  }

  static void values(Shape shape, float[] values) {
    if (values.length != shape.size()) {
      throw new ShapeException(
          "fromArray: " + values.length + " values for the shape " + shape,
          shape.size() + " values",
          "Give as many values as the sizes' product");
    }
  }

  static int[] permutation(Shape shape, int... axes) {
    if (axes.length != shape.rank()) {
      throw new ShapeException(
          "permute: the axes " + Arrays.toString(axes) + " for the shape " + shape,
          "all " + shape.rank() + " axes, each once",
          "List every axis in its new place");
    }
    shape.axes(axes);
    return Arrays.stream(axes).map(shape::axis).toArray();
  }

  /** The axes of a reduction that needs at least one element. */
  static int[] overSomething(String operation, Shape shape, int... axes) {
    int[] sorted = shape.axes(axes);
    for (int axis : sorted) {
      if (shape.dim(axis) == 0) {
        throw new ShapeException(
            operation + " over axis " + axis + " of the shape " + shape + ", which has no elements",
            "at least one element to reduce",
            "Skip empty tensors, or use sum, which is 0 over nothing");
      }
    }
    return sorted;
  }

  static void argmaxFits(Shape shape, int axis) {
    if (shape.dim(axis) > 1 << 24) {
      throw new ShapeException(
          "argmax over axis " + axis + " of the shape " + shape,
          "an axis of at most 2^24, so that a float32 holds every index",
          "Reduce in two steps over a reshaped axis");
    }
  }

  static Slice[] slices(Shape shape, Slice... slices) {
    atMostOneAnAxis("slice", shape, slices.length);
    Slice[] all = new Slice[shape.rank()];
    for (int axis = 0; axis < all.length; axis++) {
      Slice slice = axis < slices.length ? slices[axis] : Slice.all();
      all[axis] = slice.resolve(shape.dim(axis));
    }
    return all;
  }

  static void atMostOneAnAxis(String operation, Shape shape, int count) {
    if (count > shape.rank()) {
      throw new ShapeException(
          operation + ": " + count + " of them for the shape " + shape,
          "at most " + shape.rank() + ", one an axis",
          "Leave some out, or reshape first");
    }
  }

  static void broadcasts(Shape from, Shape to) {
    if (!from.broadcastWith(to).equals(to)) {
      throw new ShapeException(
          "broadcast: from " + from + " to " + to,
          "a target with every size of the source, or more where that is 1",
          "Reduce or reshape the source first");
    }
  }

  static void image(String operation, Shape shape) {
    if (shape.rank() != 4) {
      throw new ShapeException(
          operation + ": an image of shape " + shape,
          "rank 4: [batch, channels, height, width]",
          "Add axes of size 1 with reshape");
    }
  }

  static void same(String operation, String what, Shape given, Shape expected) {
    if (!given.equals(expected)) {
      throw new ShapeException(
          operation + ": a " + what + " of shape " + given,
          "the shape " + expected,
          "Pass what the forward pass made, with the same options");
    }
  }

  /** That every position of a pooling window sees at least one element that counts. */
  static void pool(String operation, Shape input, Pool2dOptions options) {
    image(operation, input);
    Window reach = options.reach(input);
    boolean fits = reach.outputHeight(input.dim(2)) > 0 && reach.outputWidth(input.dim(3)) > 0;
    boolean padCounts = operation.startsWith("avg") && options.countIncludePad();
    if (!fits || !(padCounts || seesEverywhere(input, reach))) {
      throw new ShapeException(
          operation
              + ": a window of "
              + reach.kernelHeight()
              + "×"
              + reach.kernelWidth()
              + " with padding "
              + options.window().padding()
              + " over an image of shape "
              + input,
          "a window that fits the padded image and sees a real element everywhere",
          "Pad less than the window reaches over, or use a smaller window");
    }
  }

  private static boolean seesEverywhere(Shape input, Window reach) {
    return seesEverywhere(
            input.dim(2),
            reach.padding().top(),
            reach.kernelHeight(),
            reach.strideHeight(),
            reach.dilationHeight(),
            reach.outputHeight(input.dim(2)))
        && seesEverywhere(
            input.dim(3),
            reach.padding().left(),
            reach.kernelWidth(),
            reach.strideWidth(),
            reach.dilationWidth(),
            reach.outputWidth(input.dim(3)));
  }

  private static boolean seesEverywhere(
      int size, int before, int kernel, int stride, int dilation, int positions) {
    for (int position = 0; position < positions; position++) {
      long first = (long) position * stride - before;
      long skipped = first < 0 ? (-first + dilation - 1) / dilation : 0;
      if (skipped >= kernel || first + skipped * dilation >= size) {
        return false;
      }
    }
    return true;
  }
}
