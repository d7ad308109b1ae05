package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.spi.Backend;
import dev.corral.spi.KernelTimes;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Storage;

/** A device with its kernels and buffers. */
final class OpenClBackend implements Backend {
  private final Context context;
  private final Algorithm algorithm;

  private OpenClBackend(Context context, Algorithm algorithm) {
    this.context = context;
    this.algorithm = algorithm;
  }

  static OpenClBackend open(Settings settings) {
    Device device = DeviceChoice.of(Devices.list(), settings.device());
    Family family = settings.family() == null ? device.type().family() : settings.family();
    Context context = Context.open(device, family, BinaryCache.ofUser());
    return new OpenClBackend(context, settings.algorithm());
  }

  @Override
  public Storage allocate(int elements) {
    return context.allocate(elements);
  }

  @Override
  public TensorOps ops(Arena arena) {
    return new OpenClOps(arena, context, algorithm);
  }

  @Override
  public TensorOps ops(Arena arena, KernelTimes times) {
    return new OpenClOps(arena, context.timed(times), algorithm);
  }

  @Override
  public void close() {
    context.close();
  }
}
