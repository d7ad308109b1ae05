package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.KernelTimes;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;

/** How kernels are run. */
interface Execution {
  void run(Kernel kernel, List<Argument> arguments, Grid grid);

  /** In the queue, behind all that is there; the caller goes on at once. */
  static Execution queued(Queues queues) {
    return (kernel, arguments, grid) -> kernel.enqueue(queues.main(), arguments, grid, null);
  }

  /**
   * One at a time, and timed. Timing slows a queue down, so it is done in another one: between the
   * two there is no order but that the caller waits for everything before and for the kernel.
   */
  static Execution timed(Queues queues, KernelTimes times) {
    return (kernel, arguments, grid) -> {
      queues.main().finish();
      Queue queue = queues.timing();
      cl_event done =
          Cl.create(
              Cl.Kind.EVENT,
              kernel.name(),
              code -> {
                cl_event event = new cl_event();
                kernel.enqueue(queue, arguments, grid, event);
                return event;
              });
      try {
        Cl.check("clWaitForEvents", () -> CL.clWaitForEvents(1, new cl_event[] {done}));
        long start = time(done, CL.CL_PROFILING_COMMAND_START);
        times.add(kernel.name(), time(done, CL.CL_PROFILING_COMMAND_END) - start);
      } finally {
        Cl.release(Cl.Kind.EVENT, "clReleaseEvent", () -> CL.clReleaseEvent(done));
      }
    };
  }

  private static long time(cl_event event, int which) {
    long[] nanoseconds = new long[1];
    Cl.check(
        "clGetEventProfilingInfo",
        () ->
            CL.clGetEventProfilingInfo(
                event, which, Sizeof.cl_long, Pointer.to(nanoseconds), null));
    return nanoseconds[0];
  }
}
