package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * The factor of a correlation that is rearranged for the kernels: weights, or the left factor of a
 * matrix product.
 *
 * @param tensor where they are
 * @param lasting whether their rearranged form is worth keeping for as long as they live
 */
record Weights(Tensor tensor, boolean lasting) {
  /**
   * A form of the weights.
   *
   * @param view where their elements lie
   * @param groups of channels
   * @param outputs of a group
   * @param inputs of a group
   * @param height rows of the kernel
   * @param width columns of the kernel
   * @param block outputs that become neighbours
   */
  record Form(
      KernelView view, int groups, int outputs, int inputs, int height, int width, int block) {

    static Form of(Correlation c, int block) {
      return new Form(
          c.kernel(),
          c.groups(),
          c.outputs(),
          c.inputs(),
          c.rows().kernel(),
          c.columns().kernel(),
          block);
    }

    int blocks() {
      return Tiles.count(outputs, block);
    }

    int lines() {
      return groups * blocks() * inputs;
    }

    int lineSize() {
      return height * width * block;
    }

    /** On the device it is the struct Packing of arrange.cl. */
    Argument argument() {
      return Argument.ints(
          groups,
          outputs,
          inputs,
          height,
          width,
          view.group(),
          view.output(),
          view.input(),
          view.row(),
          view.column(),
          view.offset(),
          blocks(),
          block);
    }
  }

  /** The weights with so many outputs side by side. */
  DeviceStorage packed(Form form, Context context, Arena arena) {
    Shape shape = Shape.of(form.lines(), form.lineSize());
    if (!lasting) {
      return pack(form, context, DeviceStorage.of(arena.allocate(shape)));
    }
    return DeviceStorage.of(tensor).derive(form, () -> lastingly(form, context, shape.size()));
  }

  private DeviceStorage lastingly(Form form, Context context, int size) {
    DeviceStorage packed = context.allocate(size);
    try {
      return pack(form, context, packed);
    } catch (RuntimeException failure) {
      packed.free();
      throw failure;
    }
  }

  private DeviceStorage pack(Form form, Context context, DeviceStorage packed) {
    new Launch(context, "arrange", "pack")
        .tensors(tensor)
        .storage(packed)
        .struct(form.argument())
        .steps(form.lineSize())
        .over(form.lines(), 1);
    return packed;
  }
}
