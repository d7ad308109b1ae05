package dev.corral.backend.opencl;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_event;
import org.jspecify.annotations.Nullable;

/**
 * An in-order command queue of bounded length: whoever is too far ahead of the device waits. A
 * driver keeps memory for each command, and a loop that never reads a result would make any number.
 */
final class Queue implements AutoCloseable {
  /** The queue holds at most twice as many commands. */
  private static final int STRETCH = 512;

  private final cl_command_queue id;
  private final AtomicInteger commands = new AtomicInteger();

  /** Comes after the last whole stretch of commands. */
  private @Nullable cl_event milestone;

  private Queue(cl_command_queue id) {
    this.id = id;
  }

  /** Opens a queue, of the form that OpenCL 1.2 has too; profiling times each command. */
  @SuppressWarnings("deprecation")
  static Queue open(cl_context context, cl_device_id device, boolean profiling) {
    long properties = profiling ? CL.CL_QUEUE_PROFILING_ENABLE : 0;
    return new Queue(
        Cl.create(
            Cl.Kind.QUEUE,
            "clCreateCommandQueue",
            code -> CL.clCreateCommandQueue(context, device, properties, code)));
  }

  cl_command_queue id() {
    return id;
  }

  /** Makes a call that adds a command. */
  void add(String name, IntSupplier call) {
    Cl.check(name, call);
    if (commands.incrementAndGet() % STRETCH == 0) {
      waitForMilestone();
    }
  }

  /** Waits until all but the last stretch of commands is done. */
  private synchronized void waitForMilestone() {
    cl_event previous = milestone;
    milestone = marker();
    Cl.check("clFlush", () -> CL.clFlush(id));
    if (previous != null) {
      await(previous);
    }
  }

  private cl_event marker() {
    return event(
        "clEnqueueMarkerWithWaitList", event -> CL.clEnqueueMarkerWithWaitList(id, 0, null, event));
  }

  /** A call that makes an event. */
  interface EventCall {
    int into(cl_event event);
  }

  static cl_event event(String name, EventCall call) {
    return Cl.create(
        Cl.Kind.EVENT,
        name,
        code -> {
          cl_event event = new cl_event();
          code[0] = call.into(event);
          return event;
        });
  }

  /** Waits for an event and releases it. */
  static void await(cl_event event) {
    try {
      Cl.check("clWaitForEvents", () -> CL.clWaitForEvents(1, new cl_event[] {event}));
    } finally {
      Cl.release(Cl.Kind.EVENT, "clReleaseEvent", () -> CL.clReleaseEvent(event));
    }
  }

  /** Waits for all commands. */
  void finish() {
    Cl.check("clFinish", () -> CL.clFinish(id));
  }

  /** Waits for all commands, then releases the queue. */
  @Override
  public synchronized void close() {
    try {
      finish();
      if (milestone != null) {
        await(milestone);
      }
    } finally {
      Cl.release(Cl.Kind.QUEUE, "clReleaseCommandQueue", () -> CL.clReleaseCommandQueue(id));
    }
  }
}
