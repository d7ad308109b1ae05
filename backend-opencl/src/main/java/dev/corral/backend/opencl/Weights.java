package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.function.Consumer;

/**
 * The factor of a correlation that is rearranged for the kernels: weights, or the left factor of a
 * matrix product.
 *
 * @param storage where they are
 * @param lasting whether what is made from them is worth keeping for as long as they live
 */
record Weights(DeviceStorage storage, boolean lasting) {
  /** Weights that serve many times. */
  static Weights lasting(Tensor tensor) {
    return new Weights(DeviceStorage.of(tensor), true);
  }

  /** A factor that serves once. */
  static Weights passing(Tensor tensor) {
    return new Weights(DeviceStorage.of(tensor), false);
  }

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
    if (lasting) {
      return derive(form, shape.size(), context, target -> pack(form, context, target));
    }
    DeviceStorage packed = DeviceStorage.of(arena.allocate(shape));
    pack(form, context, packed);
    return packed;
  }

  private void pack(Form form, Context context, DeviceStorage packed) {
    new Launch(context, "arrange", "pack")
        .storage(storage)
        .storage(packed)
        .struct(form.argument())
        .steps(form.lineSize())
        .over(form.lines(), 1);
  }

  /**
   * Something made from the weights, which is kept with them.
   *
   * @param form what it is
   * @param size how many elements it has
   * @param context where it is made
   * @param make writes it, where it is not there yet
   */
  DeviceStorage derive(Object form, int size, Context context, Consumer<DeviceStorage> make) {
    return storage.derive(
        form,
        () -> {
          DeviceStorage made = context.allocate(size);
          try {
            make.accept(made);
            return made;
          } catch (RuntimeException failure) {
            made.free();
            throw failure;
          }
        });
  }
}
