package dev.corral.conformance.mutants;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.BackendProvider;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * A backend with one mistake.
 *
 * @param mistake what it does wrong
 * @param rule the rule that it breaks
 * @param clues what a message must hold for its author to find the mistake
 * @param provider the backend
 */
record Mutant(String mistake, String rule, List<String> clues, BackendProvider provider) {

  /** The operations of the plain backend, open to mistakes. */
  static class Primitives extends PlainBackend.Primitives {
    Primitives(Arena arena) {
      super(arena);
    }

    /** The elements of a tensor. */
    final float[] elements(Tensor x) {
      return values(x);
    }

    /** A tensor to write into. */
    final Tensor like(Tensor x) {
      return arena.allocate(x.shape());
    }
  }

  /** The plain backend's storage, open to mistakes. */
  static class Array implements Storage {
    private float[] values;

    Array(int elements) {
      values = new float[elements];
    }

    final float[] values() {
      return values;
    }

    /** Takes an array over. */
    final void hold(float[] array) {
      values = array;
    }

    @Override
    public void write(float[] source) {
      System.arraycopy(source, 0, values, 0, values.length);
    }

    @Override
    public void read(float[] destination) {
      System.arraycopy(values, 0, destination, 0, values.length);
    }

    @Override
    public void free() {}
  }

  /** The plain backend on such storage. */
  static class OnArrays extends PlainBackend {
    @Override
    public Storage allocate(int elements) {
      return new Array(elements);
    }

    @Override
    public TensorOps ops(Arena arena) {
      return new ArrayOps(arena);
    }
  }

  /** The plain backend's operations on such storage. */
  static class ArrayOps extends Primitives {
    ArrayOps(Arena arena) {
      super(arena);
    }

    @Override
    protected float[] values(Tensor x) {
      return ((Array) x.storage()).values();
    }
  }

  /** A mistake in the operations. */
  static Mutant of(
      String mistake, String rule, List<String> clues, Function<Arena, TensorOps> operations) {
    return new Mutant(
        mistake,
        rule,
        clues,
        new PlainBackend() {
          @Override
          public TensorOps ops(Arena arena) {
            return operations.apply(arena);
          }
        });
  }

  @Override
  public String toString() {
    return rule + ": " + mistake;
  }
}
