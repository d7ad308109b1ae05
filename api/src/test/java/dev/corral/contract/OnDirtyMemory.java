package dev.corral.contract;

import dev.corral.spi.Arena;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** A backend whose results are full of NaN at first, so that an element never written shows. */
final class OnDirtyMemory implements BackendProvider {
  private final BackendProvider provider;

  OnDirtyMemory(BackendProvider provider) {
    this.provider = provider;
  }

  @Override
  public String id() {
    return provider.id();
  }

  @Override
  public int priority() {
    return provider.priority();
  }

  @Override
  public int spiVersion() {
    return provider.spiVersion();
  }

  @Override
  public Availability probe() {
    return provider.probe();
  }

  @Override
  public Backend open(Map<String, String> options) {
    return new DirtyBackend(provider.open(options));
  }

  private record DirtyBackend(Backend backend) implements Backend {
    @Override
    public Storage allocate(int elements) {
      return backend.allocate(elements);
    }

    @Override
    public TensorOps ops(Arena arena) {
      return backend.ops(new DirtyArena(arena));
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private record DirtyArena(Arena arena) implements Arena {
    @Override
    public Tensor allocate(Shape shape) {
      float[] dirt = new float[shape.size()];
      Arrays.fill(dirt, Float.NaN);
      Tensor tensor = arena.allocate(shape);
      tensor.storage().write(dirt);
      return tensor;
    }

    @Override
    public Tensor view(Tensor tensor, Shape shape) {
      return arena.view(tensor, shape);
    }
  }
}
