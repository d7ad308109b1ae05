package dev.corral.samples;

import dev.corral.spi.Arena;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The plain backend some steps on: a device, an option, faster operations, values kept. */
class TunedBackend extends PlainBackend {
  private final boolean packing;

  /** As ServiceLoader makes it. */
  public TunedBackend() {
    this(true);
  }

  private TunedBackend(boolean packing) {
    this.packing = packing;
  }

  @Override
  public String id() {
    return "tuned";
  }

  @Override
  public Availability probe() {
    int processors = Runtime.getRuntime().availableProcessors();
    OptionalInt priority = processors > 1 ? OptionalInt.of(-50) : OptionalInt.empty();
    return new Availability.Available("Java arrays, packed factors", priority);
  }

  @Override
  public Backend open(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!name.equals("packing")) {
        throw new IllegalArgumentException("there is no option " + name + "; there is packing");
      }
    }
    String packing = options.getOrDefault("packing", "on");
    return switch (packing) {
      case "on" -> new TunedBackend(true);
      case "off" -> new TunedBackend(false);
      default -> throw new IllegalArgumentException("packing=" + packing + " is not on or off");
    };
  }

  @Override
  public Storage allocate(int elements) {
    return new PackedHeap(elements);
  }

  /** Elements, and the matrix of them that a product has last read, column by column. */
  private static final class PackedHeap extends Heap {
    private record Columns(Shape matrix, float[] values) {}

    private volatile @Nullable Columns columns;

    PackedHeap(int elements) {
      super(elements);
    }

    float[] columns(Shape matrix) {
      Columns kept = columns;
      if (kept == null || !kept.matrix().equals(matrix)) {
        kept = new Columns(matrix, transposed(values(), matrix.dim(0), matrix.dim(1)));
        columns = kept;
      }
      return kept.values();
    }

    @Override
    public void forget() {
      columns = null;
    }
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i % columns * rows + i / columns] = values[i];
    }
    return turned;
  }

  @Override
  public TensorOps ops(Arena arena) {
    return new Primitives(arena) {
      @Override
      public Tensor relu(Tensor x) {
        Tensor y = arena.allocate(x.shape());
        for (int i = 0; i < values(y).length; i++) {
          values(y)[i] = Math.max(values(x)[i], 0);
        }
        return y;
      }

      @Override
      public Tensor matmul(Tensor a, Tensor b) {
        boolean matrices = a.shape().rank() == 2 && b.shape().rank() == 2;
        return packing && matrices ? product(a, b) : super.matmul(a, b);
      }

      private Tensor product(Tensor a, Tensor b) {
        float[] rows = values(a);
        float[] columns = ((PackedHeap) b.storage()).columns(b.shape());
        int k = b.shape().dim(0);
        int n = b.shape().dim(1);
        Tensor y = arena.allocate(a.shape().matmul(b.shape()));
        for (int i = 0; i < values(y).length; i++) {
          float sum = 0;
          for (int p = 0; p < k; p++) {
            sum += rows[i / n * k + p] * columns[i % n * k + p];
          }
          values(y)[i] = sum;
        }
        return y;
      }
    };
  }
}
