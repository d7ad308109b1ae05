package dev.corral.backend.opencl;

import dev.corral.backend.opencl.Kernel.Argument;
import dev.corral.spi.KernelTimes;
import dev.corral.tensor.DeviceException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;

/**
 * The OpenCL objects of a session: a context, in-order queues, kernels and buffers.
 *
 * <p>Many threads use it at once. What they do with the objects happens inside {@link #use}, and
 * closing waits for all of them, so that no native handle is used after its release.
 */
final class Context implements AutoCloseable {
  private final Device device;
  private final Family family;
  private final cl_context id;
  private final Queues queues;
  private final Kernels kernels;
  private final AtomicLong bytes;
  private final Lifetime lifetime;
  private final Execution execution;

  private Context(Device device, Family family, BinaryCache cache, cl_context id) {
    this.device = device;
    this.family = family;
    this.id = id;
    this.queues = new Queues(id, device.id());
    this.kernels = new Kernels(device, family, cache, id);
    this.bytes = new AtomicLong();
    this.lifetime = new Lifetime(device.toString());
    this.execution = Execution.queued(queues);
  }

  /** The same objects, with another way to run kernels. */
  private Context(Context same, Execution execution) {
    this.device = same.device;
    this.family = same.family;
    this.id = same.id;
    this.queues = same.queues;
    this.kernels = same.kernels;
    this.bytes = same.bytes;
    this.lifetime = same.lifetime;
    this.execution = execution;
  }

  static Context open(Device device, Family family, BinaryCache cache) {
    cl_context_properties properties = new cl_context_properties();
    properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platformId());
    cl_device_id[] devices = {device.id()};
    cl_context id =
        Cl.create(
            Cl.Kind.CONTEXT,
            "clCreateContext",
            code -> CL.clCreateContext(properties, 1, devices, null, null, code));
    try {
      return new Context(device, family, cache, id);
    } catch (DeviceException failure) {
      release(id);
      throw failure;
    }
  }

  Device device() {
    return device;
  }

  Family family() {
    return family;
  }

  /** The same session, where each kernel is waited for and its time is told. */
  Context timed(KernelTimes times) {
    return new Context(this, Execution.timed(queues, times));
  }

  /** The queue for transfers. */
  Queue queue() {
    return queues.main();
  }

  /** A kernel, built if it is the first of its program. */
  Kernel kernel(Program program, String name) {
    return kernels.get(program, name);
  }

  /** Runs a kernel. */
  void run(Kernel kernel, List<Argument> arguments, Grid grid) {
    execution.run(kernel, arguments, grid);
  }

  /** Does something with the objects of this context, which stay until it has ended. */
  <T> T use(Supplier<T> work) {
    return lifetime.use(work);
  }

  /** As {@link #use}, without a result. */
  void run(Runnable work) {
    use(
        () -> {
          work.run();
          return true;
        });
  }

  /** Makes a buffer for so many elements. */
  DeviceStorage allocate(int elements) {
    long size = ((long) elements + DeviceStorage.SPARE) * Float.BYTES;
    return use(() -> new DeviceStorage(this, buffer(size), elements, size));
  }

  private cl_mem buffer(long size) {
    long others = bytes.getAndAdd(size);
    boolean tooLarge = size > device.maxAllocation();
    int[] code = {tooLarge ? CL.CL_INVALID_BUFFER_SIZE : CL.CL_MEM_OBJECT_ALLOCATION_FAILURE};
    cl_mem buffer = null;
    // Drivers give more than there is, and fail when it is used.
    if (!tooLarge && others + size <= device.memory()) {
      buffer =
          Cl.create(
              Cl.Kind.BUFFER,
              code,
              out -> CL.clCreateBuffer(id, CL.CL_MEM_READ_WRITE, size, null, out));
    }
    if (buffer == null) {
      bytes.addAndGet(-size);
      throw noRoom(size, others, code[0]);
    }
    return buffer;
  }

  private DeviceException noRoom(long size, long others, int code) {
    return new DeviceException(
        "an allocation of "
            + size
            + " bytes on "
            + device
            + ", with "
            + others
            + " bytes in use: "
            + Cl.describe(code),
        "at most "
            + device.maxAllocation()
            + " bytes in one piece and "
            + device.memory()
            + " bytes in all",
        "Close what is no longer needed, work on smaller pieces, or name a device with more"
            + " memory",
        null);
  }

  /** Releases a buffer; commands in the queue that use it still run. */
  void release(cl_mem buffer, long size) {
    bytes.addAndGet(-size);
    Cl.release(Cl.Kind.BUFFER, "clReleaseMemObject", () -> CL.clReleaseMemObject(buffer));
  }

  /** Waits for all threads and all commands, then releases everything; idempotent. */
  @Override
  public void close() {
    lifetime.end(
        () -> {
          queues.close();
          kernels.close();
          release(id);
        });
  }

  private static void release(cl_context id) {
    Cl.release(Cl.Kind.CONTEXT, "clReleaseContext", () -> CL.clReleaseContext(id));
  }
}
