package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One call of a kernel: its arguments in order, then the size of its work, which launches it. */
final class Launch {
  private final Context context;
  private final Program program;
  private final String kernel;
  private final List<Supplier<Argument>> arguments = new ArrayList<>();

  /** The storages of the arguments that are made already. */
  private final List<DeviceStorage> entered = new ArrayList<>();

  private long steps = 1;

  Launch(Context context, String file, String kernel) {
    this(context, Program.of(file), kernel);
  }

  Launch(Context context, Program program, String kernel) {
    this.context = context;
    this.program = program;
    this.kernel = kernel;
  }

  /** Tensors that the kernel reads or writes. */
  Launch tensors(Tensor... tensors) {
    for (Tensor tensor : tensors) {
      storage(DeviceStorage.of(tensor));
    }
    return this;
  }

  /** What the kernel reads or writes and no tensor stands for. */
  Launch storage(DeviceStorage storage) {
    arguments.add(
        () -> {
          Argument argument = Argument.buffer(storage.enter());
          entered.add(storage);
          return argument;
        });
    return this;
  }

  /** So many floats of local memory. */
  Launch local(int floats) {
    arguments.add(() -> Argument.local(floats));
    return this;
  }

  /** Whole numbers, an argument each. */
  Launch ints(int... numbers) {
    for (int number : numbers) {
      arguments.add(() -> Argument.ints(number));
    }
    return this;
  }

  Launch number(float number) {
    arguments.add(() -> Argument.number(number));
    return this;
  }

  /** A struct. */
  Launch struct(Argument struct) {
    arguments.add(() -> struct);
    return this;
  }

  /** How much work each thing is; 1 if not said. */
  Launch steps(long number) {
    steps = Math.max(1, number);
    return this;
  }

  /** Launches the kernel over rows of columns. */
  void over(long columns, long rows) {
    on(Grid.of(context.family(), context.device().units(), columns, rows, steps));
  }

  /** Launches the kernel over rows of columns, taken in the family's vectors. */
  void overVectors(long columns, long rows) {
    int width = context.family().width();
    over((columns + width - 1) / width, rows);
  }

  /** Launches the kernel on groups of work-items of a fixed size. */
  void overGroups(long groups, int size) {
    on(Grid.ofGroups(groups, size));
  }

  /** Launches the kernel on a grid. */
  void on(Grid grid) {
    context.run(
        () -> {
          try {
            List<Argument> made = arguments.stream().map(Supplier::get).toList();
            context.run(context.kernel(program, kernel), made, grid);
          } finally {
            entered.forEach(DeviceStorage::leave);
          }
        });
  }
}
