package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ElementwiseReference;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The calls that move whole tensors or choose between them. */
final class MovementCalls {
  private MovementCalls() {}

  static ShapeException misfit(String word, Object options, List<Shape> in) {
    return new ShapeException(
        word + " " + options + " of " + in, "options that fit", "Choose other shapes");
  }

  /** Shapes with one axis a step shorter. */
  static Stream<Shape> smaller(Shape shape) {
    return IntStream.range(0, shape.rank())
        .filter(axis -> shape.dim(axis) > 1)
        .mapToObj(axis -> shape.with(axis, shape.dim(axis) - 1));
  }

  static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String text(String ops, String word, List<String> in, List<Integer> numbers) {
    String options = numbers.isEmpty() ? "" : ", " + JavaText.join(numbers);
    return ops + "." + word + "(" + in.get(0) + options + ")";
  }

  /** The same elements under another shape: a view. */
  record Reshape(Shape to) implements MovementCall {
    @Override
    public String word() {
      return "reshape";
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (in.get(0).size() != to.size()) {
        throw misfit(word(), to, in);
      }
      return to;
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.reshape(in.get(0), to);
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.reshape(in.get(0), to);
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".reshape(" + in.get(0) + ", " + JavaText.of(to) + ")";
    }

    @Override
    public Call fitted(List<Shape> in) {
      return in.get(0).size() == to.size() ? this : new Reshape(Shape.of(in.get(0).size()));
    }
  }

  /** The axes in another order. */
  record Permute(List<Integer> axes) implements MovementCall {
    @Override
    public String word() {
      return "permute";
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (in.get(0).rank() != axes.size()) {
        throw misfit(word(), axes, in);
      }
      return in.get(0).permute(ints(axes));
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.permute(in.get(0), ints(axes));
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.permute(in.get(0), ints(axes));
    }

    @Override
    public String java(String ops, List<String> in) {
      return text(ops, word(), in, axes);
    }

    @Override
    public Call fitted(List<Shape> in) {
      int rank = in.get(0).rank();
      return rank > axes.size()
          ? new Permute(IntStream.range(0, rank).boxed().toList())
          : new Permute(axes.stream().filter(axis -> axis < rank).toList());
    }
  }

  /** The elements in reverse order along axes. */
  record Flip(List<Integer> axes) implements MovementCall {
    @Override
    public String word() {
      return "flip";
    }

    @Override
    public Shape shape(List<Shape> in) {
      axes.forEach(in.get(0)::axis);
      if (axes.isEmpty() != (in.get(0).rank() == 0)) {
        throw misfit(word(), axes, in);
      }
      return in.get(0);
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.flip(in.get(0), ints(axes));
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.flip(in.get(0), ints(axes));
    }

    @Override
    public String java(String ops, List<String> in) {
      return text(ops, word(), in, axes);
    }

    @Override
    public List<Call> simpler() {
      return axes.size() < 2
          ? List.of()
          : axes.stream().map(axis -> (Call) new Flip(List.of(axis))).toList();
    }

    @Override
    public Call fitted(List<Shape> in) {
      int rank = in.get(0).rank();
      List<Integer> left = axes.stream().filter(axis -> axis < rank).toList();
      return new Flip(left.isEmpty() && rank > 0 ? List.of(0) : left);
    }
  }

  /** A tensor stretched to a shape. */
  record Broadcast(Shape to) implements MovementCall {
    @Override
    public String word() {
      return "broadcast";
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (!in.get(0).broadcastWith(to).equals(to)) {
        throw misfit(word(), to, in);
      }
      return to;
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.broadcast(in.get(0), to);
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.broadcast(in.get(0), to);
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".broadcast(" + in.get(0) + ", " + JavaText.of(to) + ")";
    }

    /** A stretched axis keeps its size, and is stretched to 2 at least. */
    @Override
    public Call fitted(List<Shape> in) {
      Shape x = in.get(0);
      int added = Math.max(0, to.rank() - x.rank());
      int[] dims = new int[added + x.rank()];
      for (int axis = 0; axis < dims.length; axis++) {
        int own = axis < added ? 1 : x.dim(axis - added);
        int wide = axis < to.rank() ? to.dim(axis) : 1;
        dims[axis] = own == 1 ? wide : own;
      }
      return new Broadcast(Shape.of(dims));
    }

    @Override
    public List<Call> simpler() {
      return IntStream.range(0, to.rank())
          .filter(axis -> to.dim(axis) > 2)
          .mapToObj(axis -> (Call) new Broadcast(to.with(axis, 2)))
          .toList();
    }
  }

  /** Tensors one after the other along an axis. */
  record Concat(int axis) implements MovementCall {
    @Override
    public String word() {
      return "concat";
    }

    @Override
    public Shape shape(List<Shape> in) {
      Shape first = in.get(0);
      int size = 0;
      for (Shape x : in) {
        if (x.rank() != first.rank() || !x.with(axis, 0).equals(first.with(axis, 0))) {
          throw misfit(word(), axis, in);
        }
        size += x.dim(axis);
      }
      return first.with(axis, size);
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.concat(in, axis);
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.concat(in, axis);
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".concat(List.of(" + JavaText.join(in) + "), " + axis + ")";
    }

    @Override
    public Call fitted(List<Shape> in) {
      return axis < in.get(0).rank() ? this : new Concat(Math.max(0, in.get(0).rank() - 1));
    }
  }

  /** Elements of one tensor or another. */
  record Where() implements MovementCall {
    @Override
    public String word() {
      return "where";
    }

    @Override
    public Takes takes() {
      return Takes.NORMAL;
    }

    @Override
    public Shape shape(List<Shape> in) {
      return in.get(0).broadcastWith(in.get(1)).broadcastWith(in.get(2));
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.where(in.get(0), in.get(1), in.get(2));
    }

    @Override
    public boolean isChoice(int argument) {
      return argument == 0;
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return ElementwiseReference.where(in.get(0), in.get(1), in.get(2));
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".where(" + JavaText.join(in) + ")";
    }
  }
}
