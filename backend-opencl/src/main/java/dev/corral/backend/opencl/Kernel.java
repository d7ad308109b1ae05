package dev.corral.backend.opencl;

import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jspecify.annotations.Nullable;

/** A kernel. Its arguments are its state, so one thread at a time sets them and launches it. */
final class Kernel implements AutoCloseable {
  /**
   * An argument.
   *
   * @param size in bytes
   * @param value where it is; null for local memory
   */
  record Argument(long size, @Nullable Pointer value) {
    static Argument ints(int... values) {
      return new Argument((long) values.length * Sizeof.cl_int, Pointer.to(values));
    }

    static Argument number(float value) {
      return new Argument(Sizeof.cl_float, Pointer.to(new float[] {value}));
    }

    static Argument local(int floats) {
      return new Argument((long) floats * Sizeof.cl_float, null);
    }

    static Argument buffer(cl_mem buffer) {
      return new Argument(Sizeof.cl_mem, Pointer.to(buffer));
    }
  }

  private final String name;
  private final cl_kernel id;

  Kernel(String name, cl_kernel id) {
    this.name = name;
    this.id = id;
  }

  String name() {
    return name;
  }

  /** Adds a launch to a queue; the event, if there is one, comes when it is done. */
  synchronized void enqueue(
      Queue queue, List<Argument> arguments, Grid grid, @Nullable cl_event done) {
    for (int i = 0; i < arguments.size(); i++) {
      int index = i;
      Argument argument = arguments.get(i);
      Cl.check(
          "clSetKernelArg " + index + " of " + name,
          () -> CL.clSetKernelArg(id, index, argument.size, argument.value));
    }
    queue.add(
        "clEnqueueNDRangeKernel of " + name,
        () ->
            CL.clEnqueueNDRangeKernel(
                queue.id(), id, 2, null, grid.global(), grid.local(), 0, null, done));
  }

  @Override
  public void close() {
    Cl.release(Cl.Kind.KERNEL, "clReleaseKernel", () -> CL.clReleaseKernel(id));
  }
}
