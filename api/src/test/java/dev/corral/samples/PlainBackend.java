package dev.corral.samples;

import dev.corral.spi.Arena;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.spi.BinaryOp;
import dev.corral.spi.RawOps;
import dev.corral.spi.TensorOps;
import dev.corral.spi.UnaryOp;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * A complete backend in one file: the primitives and nothing else, on Java arrays. Everything that
 * the framework offers works on it, training included. Whoever writes a backend starts from it.
 */
public class PlainBackend implements BackendProvider, Backend {
  @Override
  public String id() {
    return "plain";
  }

  @Override
  public int priority() {
    return -100;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability probe() {
    return Availability.available("Java arrays, one thread");
  }

  @Override
  public Backend open(Map<String, String> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException("options " + options.keySet() + " where there are none");
    }
    return this;
  }

  @Override
  public Storage allocate(int elements) {
    return new Heap(elements);
  }

  @Override
  public TensorOps ops(Arena arena) {
    return new Primitives(arena);
  }

  @Override
  public void close() {}

  /** Elements in a Java array; the garbage collector frees it. */
  protected static class Heap implements Storage {
    private final float[] values;

    /** Storage for so many elements. */
    protected Heap(int elements) {
      values = new float[elements];
    }

    /** The elements themselves. */
    public float[] values() {
      return values;
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

  /** The primitives. */
  public static class Primitives extends RawOps {
    /** Operations that allocate from an arena. */
    protected Primitives(Arena arena) {
      super(arena);
    }

    /** The elements of a tensor. */
    protected float[] values(Tensor x) {
      return ((Heap) x.storage()).values;
    }

    /** Reads through a view: the elements of x at its places. */
    private Tensor take(Tensor x, View view) {
      Tensor y = arena.allocate(view.shape());
      int[] from = view.positions();
      for (int i = 0; i < from.length; i++) {
        values(y)[i] = values(x)[from[i]];
      }
      return y;
    }

    /** Writes through a view: combines the elements of y at its places with those of x. */
    private Tensor put(Tensor x, View view, Tensor y, DoubleBinaryOperator combine) {
      int[] to = view.positions();
      for (int i = 0; i < to.length; i++) {
        values(y)[to[i]] = (float) combine.applyAsDouble(values(y)[to[i]], values(x)[i]);
      }
      return y;
    }

    @Override
    public Tensor fill(Shape shape, float value) {
      Tensor y = arena.allocate(shape);
      Arrays.fill(values(y), value);
      return y;
    }

    @Override
    protected Tensor map(UnaryOp op, Tensor x) {
      Tensor y = arena.allocate(x.shape());
      for (int i = 0; i < values(y).length; i++) {
        values(y)[i] = (float) op.of(values(x)[i]);
      }
      return y;
    }

    @Override
    protected Tensor map(BinaryOp op, Tensor a, Tensor b) {
      Shape shape = a.shape().broadcastWith(b.shape());
      return put(broadcast(b, shape), View.broadcast(shape, shape), broadcast(a, shape), op::of);
    }

    @Override
    public Tensor where(Tensor condition, Tensor a, Tensor b) {
      Shape shape = condition.shape().broadcastWith(a.shape()).broadcastWith(b.shape());
      Tensor y = broadcast(b, shape);
      Tensor choice = broadcast(condition, shape);
      Tensor chosen = broadcast(a, shape);
      for (int i = 0; i < values(y).length; i++) {
        values(y)[i] = values(choice)[i] != 0 ? values(chosen)[i] : values(y)[i];
      }
      return y;
    }

    @Override
    public Tensor sum(Tensor x, boolean keepDims, int... axes) {
      Tensor y = fill(x.shape().reduce(keepDims, axes), 0);
      return put(x, View.reduce(x.shape(), axes), y, Double::sum);
    }

    @Override
    public Tensor max(Tensor x, boolean keepDims, int... axes) {
      Tensor y = fill(x.shape().reduce(keepDims, axes), Float.NEGATIVE_INFINITY);
      return put(x, View.reduce(x.shape(), axes), y, Math::max);
    }

    @Override
    public Tensor argmax(Tensor x, boolean keepDims, int axis) {
      Tensor y = fill(x.shape().reduce(keepDims, axis), 0);
      int[] first = View.part(x.shape(), axis, 0, 1).positions();
      int step = x.shape().strides()[axis];
      for (int i = 0; i < first.length; i++) {
        for (int index = 1; index < x.shape().dim(axis); index++) {
          int winner = (int) values(y)[i];
          float best = values(x)[first[i] + winner * step];
          float next = values(x)[first[i] + index * step];
          if (next > best || (Float.isNaN(next) && !Float.isNaN(best))) {
            values(y)[i] = index;
          }
        }
      }
      return y;
    }

    @Override
    public Tensor permute(Tensor x, int... axes) {
      return take(x, View.permute(x.shape(), axes));
    }

    @Override
    public Tensor slice(Tensor x, Slice... slices) {
      return take(x, View.slice(x.shape(), slices));
    }

    @Override
    public Tensor flip(Tensor x, int... axes) {
      return take(x, View.flip(x.shape(), axes));
    }

    @Override
    public Tensor broadcast(Tensor x, Shape shape) {
      return take(x, View.broadcast(x.shape(), shape));
    }

    @Override
    public Tensor pad(Tensor x, float value, Pad... pads) {
      Tensor y = fill(x.shape().pad(pads), value);
      return put(x, View.pad(x.shape(), pads), y, (old, inserted) -> inserted);
    }

    @Override
    public Tensor concat(List<Tensor> tensors, int axis) {
      int size = tensors.stream().mapToInt(x -> x.shape().dim(axis)).sum();
      Tensor y = arena.allocate(tensors.get(0).shape().with(axis, size));
      int start = 0;
      for (Tensor x : tensors) {
        View place = View.part(y.shape(), axis, start, x.shape().dim(axis));
        put(x, place, y, (old, appended) -> appended);
        start += x.shape().dim(axis);
      }
      return y;
    }

    @Override
    public Tensor matmul(Tensor a, Tensor b) {
      int k = a.shape().dim(-1);
      int m = a.shape().dim(-2);
      int n = b.shape().dim(-1);
      Tensor y = fill(a.shape().matmul(b.shape()), 0);
      float[] left = values(broadcast(a, y.shape().with(-1, k)));
      float[] right = values(broadcast(b, y.shape().with(-2, k)));
      for (int i = 0; i < y.shape().size(); i++) {
        int row = i / n;
        for (int p = 0; p < k; p++) {
          values(y)[i] += left[row * k + p] * right[(row / m * k + p) * n + i % n];
        }
      }
      return y;
    }

    private static Pad[] pads(Padding p) {
      return new Pad[] {
        Pad.NONE, Pad.NONE, Pad.of(p.top(), p.bottom()), Pad.of(p.left(), p.right())
      };
    }

    @Override
    public Tensor im2col(Tensor x, Window window) {
      Tensor padded = pad(x, 0, pads(window.padding()));
      Tensor taps = take(padded, View.windows(padded.shape(), window));
      return reshape(taps, window.columns(x.shape()));
    }

    @Override
    public Tensor col2im(Tensor columns, Shape shape, Window window) {
      Pad[] pads = pads(window.padding());
      Tensor padded = fill(shape.pad(pads), 0);
      put(columns, View.windows(padded.shape(), window), padded, Double::sum);
      return take(padded, View.pad(shape, pads));
    }
  }
}
