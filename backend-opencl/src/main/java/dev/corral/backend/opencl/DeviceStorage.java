package dev.corral.backend.opencl;

import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jocl.CL;
import org.jocl.cl_mem;

/**
 * Elements in a device's buffer. The buffer is released when the storage is free and nobody is in
 * the middle of a call with it.
 */
final class DeviceStorage implements Storage {
  /**
   * Elements after the last that a buffer has room for. Kernels for CPUs read a tile past the end,
   * whatever lies there, rather than to look where they are; none writes there.
   */
  static final int SPARE = 64;

  /** Elements that are mapped at once: a driver may need as much memory on the host. */
  private static final int PIECE = 16 << 20;

  private final Context context;
  private final cl_mem buffer;
  private final int elements;
  private final long bytes;

  /** What was made from the elements, by what it is. */
  private final Map<Object, DeviceStorage> derived = new ConcurrentHashMap<>();

  /** Its owner and the calls in progress. */
  private final AtomicInteger users = new AtomicInteger(1);

  DeviceStorage(Context context, cl_mem buffer, int elements, long bytes) {
    this.context = context;
    this.buffer = buffer;
    this.elements = elements;
    this.bytes = bytes;
  }

  static DeviceStorage of(Tensor tensor) {
    return (DeviceStorage) tensor.storage();
  }

  /** The buffer, which stays until {@link #leave}. */
  cl_mem enter() {
    if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      throw new DeviceException(
          "a storage was used after it had been freed",
          "a live storage",
          "Do not close a tensor, scope or session while another thread computes with it",
          null);
    }
    return buffer;
  }

  /** Ends what {@link #enter} began. */
  void leave() {
    if (users.decrementAndGet() == 0) {
      context.release(buffer, bytes);
    }
  }

  @Override
  public void write(float[] source) {
    transfer(
        CL.CL_MAP_WRITE_INVALIDATE_REGION,
        (mapped, offset) -> mapped.put(source, offset, mapped.remaining()));
  }

  @Override
  public void read(float[] destination) {
    transfer(
        CL.CL_MAP_READ, (mapped, offset) -> mapped.get(destination, offset, mapped.remaining()));
  }

  /** Copies between a mapped piece, from its beginning, and an array, from an offset. */
  private interface Copy {
    void run(FloatBuffer mapped, int offset);
  }

  /**
   * Maps the buffer piece by piece. Mapping waits in the queue behind all commands that use the
   * buffer, and the array is touched from Java alone: were it handed to OpenCL, no garbage could be
   * collected until the queue has come that far. One thread at a time: PoCL tells mappings of a
   * buffer apart by their address alone, and would end another thread's.
   */
  private synchronized void transfer(long flags, Copy copy) {
    context.run(
        () -> {
          enter();
          try {
            for (int offset = 0; offset < elements; offset += PIECE) {
              transfer(flags, copy, offset, Math.min(PIECE, elements - offset));
            }
          } finally {
            leave();
          }
        });
  }

  private void transfer(long flags, Copy copy, int offset, int count) {
    Queue queue = context.queue();
    ByteBuffer mapped = map(queue, flags, offset, count);
    try {
      copy.run(mapped.order(ByteOrder.nativeOrder()).asFloatBuffer(), offset);
    } finally {
      queue.add(
          "clEnqueueUnmapMemObject",
          () -> CL.clEnqueueUnmapMemObject(queue.id(), buffer, mapped, 0, null, null));
    }
  }

  private ByteBuffer map(Queue queue, long flags, int offset, int count) {
    int[] code = new int[1];
    ByteBuffer mapped =
        Cl.result(
            code,
            out ->
                CL.clEnqueueMapBuffer(
                    queue.id(),
                    buffer,
                    true,
                    flags,
                    (long) offset * Float.BYTES,
                    (long) count * Float.BYTES,
                    0,
                    null,
                    null,
                    out));
    if (mapped == null) {
      throw Cl.failure("clEnqueueMapBuffer", code[0]);
    }
    return mapped;
  }

  /**
   * Something made from the elements: packed weights. It stays until the elements are forgotten.
   *
   * @param form what it is
   * @param make makes it, where it is not there yet
   */
  DeviceStorage derive(Object form, Supplier<DeviceStorage> make) {
    return derived.computeIfAbsent(form, absent -> make.get());
  }

  @Override
  public void forget() {
    derived.values().forEach(DeviceStorage::free);
    derived.clear();
  }

  @Override
  public void free() {
    forget();
    leave();
  }
}
