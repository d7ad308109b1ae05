package dev.corral.conformance.mutants;

import dev.corral.conformance.mutants.Mutant.Array;
import dev.corral.conformance.mutants.Mutant.ArrayOps;
import dev.corral.conformance.mutants.Mutant.OnArrays;
import dev.corral.spi.Arena;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Mistakes with memory: who owns it, what it holds, when it is given back. */
final class MemoryMutants {
  private MemoryMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "adds to whatever the result's storage holds",
            "lifetime.301",
            List.of("sum", "memory full of"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
                    Tensor right = super.sum(x, keepDims, axes);
                    Tensor y = like(right);
                    for (int i = 0; i < elements(y).length; i++) {
                      elements(y)[i] += elements(right)[i];
                    }
                    return y;
                  }
                }),
        Mutant.of(
            "computes in place",
            "lifetime.302",
            List.of("relu", "then read argument 0"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor relu(Tensor x) {
                    for (int i = 0; i < elements(x).length; i++) {
                      elements(x)[i] = Math.max(elements(x)[i], 0);
                    }
                    return reshape(x, x.shape());
                  }
                }),
        new Mutant(
            "keeps packed factors after forget",
            "lifetime.305",
            List.of("matmul", "reverse order", "drops the entry in `forget`"),
            new StaleCache()),
        new Mutant(
            "never lets go of a storage",
            "lifetime.306",
            List.of("storages are still referred to"),
            new Leak()),
        new Mutant(
            "keeps the array that is written",
            "session.202",
            List.of("fill it with 99", "storage that keeps the caller's array"),
            new OnArrays() {
              @Override
              public Storage allocate(int elements) {
                return new Array(elements) {
                  @Override
                  public void write(float[] source) {
                    hold(source);
                  }
                };
              }
            }),
        new Mutant(
            "hands the same storage out twice",
            "session.203",
            List.of("then read that of"),
            new OnArrays() {
              private final Array first = new Array(65_537);

              @Override
              public Storage allocate(int elements) {
                return new Array(elements) {
                  @Override
                  public void write(float[] source) {
                    first.write(padded(source));
                  }

                  @Override
                  public void read(float[] destination) {
                    System.arraycopy(first.values(), 0, destination, 0, destination.length);
                  }
                };
              }
            }),
        new Mutant(
            "counts bytes in an int",
            "session.204",
            List.of("allocate(2147483647)", "NegativeArraySizeException"),
            new OnArrays() {
              @Override
              public Storage allocate(int elements) {
                return new Array(elements * Float.BYTES / Float.BYTES);
              }
            }),
        new Mutant(
            "loses the last element of an odd transfer",
            "session.201",
            List.of("write 17 values and read them"),
            new OnArrays() {
              @Override
              public Storage allocate(int elements) {
                return new Array(elements) {
                  @Override
                  public void read(float[] destination) {
                    System.arraycopy(values(), 0, destination, 0, values().length / 2 * 2);
                  }
                };
              }
            }));
  }

  /** The values, with zeros behind them. */
  private static float[] padded(float[] values) {
    return Arrays.copyOf(values, 65_537);
  }

  /** Factors by storage, for all eternity. */
  private static final class StaleCache extends OnArrays {
    private final Map<Storage, float[]> packed =
        Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public TensorOps ops(Arena arena) {
      return new ArrayOps(arena) {
        @Override
        public Tensor matmul(Tensor a, Tensor b) {
          float[] right = packed.computeIfAbsent(b.storage(), storage -> elements(b).clone());
          return super.matmul(a, fromArray(b.shape(), right));
        }
      };
    }
  }

  /** A list of all that was ever allocated. */
  private static final class Leak extends OnArrays {
    private final List<Storage> all = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Storage allocate(int elements) {
      Storage storage = super.allocate(elements);
      all.add(storage);
      return storage;
    }
  }
}
