package dev.corral.backend.opencl;

import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jspecify.annotations.Nullable;

/** The queue of a session, and one whose commands are timed, which is opened when it is needed. */
final class Queues implements AutoCloseable {
  private final cl_context context;
  private final cl_device_id device;
  private final Queue main;
  private @Nullable Queue timing;

  Queues(cl_context context, cl_device_id device) {
    this.context = context;
    this.device = device;
    this.main = Queue.open(context, device, /* profiling= */ false);
  }

  Queue main() {
    return main;
  }

  /** What is added here does not wait for the main queue. */
  synchronized Queue timing() {
    if (timing == null) {
      timing = Queue.open(context, device, /* profiling= */ true);
    }
    return timing;
  }

  /** Waits for all commands, then releases the queues. */
  @Override
  public synchronized void close() {
    main.close();
    if (timing != null) {
      timing.close();
    }
  }
}
