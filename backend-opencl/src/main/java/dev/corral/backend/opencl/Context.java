package dev.corral.backend.opencl;

import dev.corral.tensor.DeviceException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_mem;

/**
 * The OpenCL objects of a session: a context, an in-order queue, kernels and buffers.
 *
 * <p>Many threads use it at once. What they do with the objects happens between {@link #use}'s
 * begin and end, and closing waits for all of them, so that no native handle is used after its
 * release.
 */
final class Context implements AutoCloseable {
  private final Device device;
  private final Family family;
  private final cl_context id;
  private final Queue queue;
  private final Kernels kernels;
  private final AtomicLong bytes = new AtomicLong();
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  private Context(Device device, Family family, BinaryCache cache, cl_context id, Queue queue) {
    this.device = device;
    this.family = family;
    this.id = id;
    this.queue = queue;
    this.kernels = new Kernels(device, family, cache, id);
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
      return new Context(device, family, cache, id, Queue.open(id, device.id(), false));
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

  Queue queue() {
    return queue;
  }

  /** A kernel, built if it is the first of its program. */
  Kernel kernel(Program program, String name) {
    return kernels.get(program, name);
  }

  /** Does something with the objects of this context, which stay until it has ended. */
  <T> T use(Supplier<T> work) {
    life.readLock().lock();
    try {
      if (closed) {
        throw new DeviceException(
            "work on " + device + " after its session had closed",
            "an open session",
            "Close a session only when no thread computes on it any more",
            null);
      }
      return work.get();
    } finally {
      life.readLock().unlock();
    }
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
    int[] code = {CL.CL_INVALID_BUFFER_SIZE};
    cl_mem buffer = null;
    if (size <= device.maxAllocation() && others + size <= device.memory()) {
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
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        queue.close();
        kernels.close();
        release(id);
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  private static void release(cl_context id) {
    Cl.release(Cl.Kind.CONTEXT, "clReleaseContext", () -> CL.clReleaseContext(id));
  }
}
