package dev.corral.conformance.cases;

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

/** A backend whose results are full of dirt at first, so that an element never written shows. */
final class OnDirtyMemory implements BackendProvider {
  private final BackendProvider provider;
  private final float dirt;

  OnDirtyMemory(BackendProvider provider, float dirt) {
    this.provider = provider;
    this.dirt = dirt;
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
    return new DirtyBackend(provider.open(options), dirt);
  }

  private record DirtyBackend(Backend backend, float dirt) implements Backend {
    @Override
    public Storage allocate(int elements) {
      return backend.allocate(elements);
    }

    @Override
    public TensorOps ops(Arena arena) {
      return backend.ops(new DirtyArena(arena, dirt));
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private record DirtyArena(Arena arena, float dirt) implements Arena {
    @Override
    public Tensor allocate(Shape shape) {
      float[] values = new float[shape.size()];
      Arrays.fill(values, dirt);
      Tensor tensor = arena.allocate(shape);
      tensor.storage().write(values);
      return tensor;
    }

    @Override
    public Tensor view(Tensor tensor, Shape shape) {
      return arena.view(tensor, shape);
    }
  }
}
