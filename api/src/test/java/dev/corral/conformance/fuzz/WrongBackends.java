package dev.corral.conformance.fuzz;

import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.Layer;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.spi.TensorOps;
import dev.corral.spi.UnaryOp;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The plain backend with one mistake each. */
final class WrongBackends {
  private WrongBackends() {}

  /** The plain operations with their elements within reach. */
  static class Words extends PlainBackend.Primitives {
    Words(Arena arena) {
      super(arena);
    }

    final float[] elements(Tensor x) {
      return values(x);
    }
  }

  static PlainBackend of(Function<Arena, TensorOps> operations) {
    return new PlainBackend() {
      @Override
      public TensorOps ops(Arena arena) {
        return operations.apply(arena);
      }
    };
  }

  static PlainBackend padsSwapped() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions o) {
                Padding p = o.padding();
                Padding swapped = Padding.of(p.bottom(), p.right(), p.top(), p.left());
                return super.conv2d(x, kernel, o.padding(swapped));
              }
            });
  }

  static PlainBackend dilationIgnored() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions o) {
                return super.conv2d(x, kernel, o.dilation(1));
              }
            });
  }

  static PlainBackend groupsInterleaved() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions o) {
                Shape s = kernel.shape();
                int ofGroup = s.dim(0) / o.groups();
                Shape split = Shape.of(ofGroup, o.groups(), s.dim(1), s.dim(2), s.dim(3));
                Tensor turned = permute(reshape(kernel, split), 1, 0, 2, 3, 4);
                return super.conv2d(x, reshape(turned, s), o);
              }
            });
  }

  static PlainBackend secondPanelForgotten() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
                Tensor y = super.conv2d(x, kernel, options);
                int plane = y.shape().dim(2) * y.shape().dim(3);
                for (int i = 0; i < elements(y).length; i++) {
                  boolean second = i / plane % y.shape().dim(1) >= 16;
                  elements(y)[i] = second ? 0 : elements(y)[i];
                }
                return y;
              }
            });
  }

  static PlainBackend lastOfManyForgotten() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              protected Tensor map(UnaryOp op, Tensor x) {
                Tensor y = super.map(op, x);
                if (elements(y).length > 1024) {
                  elements(y)[elements(y).length - 1] = 0;
                }
                return y;
              }
            });
  }

  static PlainBackend negativeZeroLost() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              protected Tensor map(UnaryOp op, Tensor x) {
                return op == UnaryOp.NEG ? sub(fill(Shape.scalar(), 0), x) : super.map(op, x);
              }
            });
  }

  static PlainBackend broadcastAlignedAtTheFirstAxis() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor broadcast(Tensor x, Shape shape) {
                int[] dims = Arrays.copyOf(x.shape().dims(), shape.rank());
                Arrays.fill(dims, x.shape().rank(), dims.length, 1);
                for (int axis = 0; axis < dims.length; axis++) {
                  if (dims[axis] != 1 && dims[axis] != shape.dim(axis)) {
                    return super.broadcast(x, shape);
                  }
                }
                return super.broadcast(reshape(x, Shape.of(dims)), shape);
              }
            });
  }

  static PlainBackend nanSwallowed() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor maximum(Tensor a, Tensor b) {
                return where(less(b, a), a, b);
              }
            });
  }

  static PlainBackend lastOfTheLargest() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor argmax(Tensor x, boolean keepDims, int axis) {
                Tensor fromTheEnd = super.argmax(flip(x, axis), keepDims, axis);
                return sub(fill(Shape.scalar(), x.shape().dim(axis) - 1), fromTheEnd);
              }
            });
  }

  static PlainBackend tiesGetTheWholeGradient() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor maxPool2dGradient(
                  Tensor x, Tensor output, Tensor gradient, Pool2dOptions options) {
                Tensor ones = fill(gradient.shape(), 1);
                Tensor shares = super.maxPool2dGradient(x, output, ones, options);
                Tensor shared = super.maxPool2dGradient(x, output, gradient, options);
                Tensor one = fill(Shape.scalar(), 1);
                Tensor tied = mul(less(shares, one), less(fill(Shape.scalar(), 0), shares));
                return where(tied, div(shared, shares), shared);
              }
            });
  }

  static PlainBackend kernelGradientOfTheFirstImage() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor conv2dKernelGradient(
                  Tensor x, Shape shape, Tensor gradient, Conv2dOptions options) {
                return super.conv2dKernelGradient(first(x), shape, first(gradient), options);
              }

              private Tensor first(Tensor x) {
                Shape s = x.shape();
                Slice all = Slice.of(0, Math.min(1, s.dim(0)));
                Slice channels = Slice.of(0, s.dim(1));
                return slice(x, all, channels, Slice.of(0, s.dim(2)), Slice.of(0, s.dim(3)));
              }
            });
  }

  static PlainBackend biasForgottenInTheBackwardPass() {
    return fused(true);
  }

  /** Not wrong: linear layers with a backward pass of their own. */
  static PlainBackend fused() {
    return fused(false);
  }

  private static PlainBackend fused(boolean forgetful) {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Optional<Layer> layer(LayerSpec spec) {
                return spec instanceof LinearSpec linear && linear.bias()
                    ? Optional.of(new Fused(this, linear, forgetful))
                    : Optional.empty();
              }
            });
  }

  /** A linear layer with its own backward pass, which may forget the gradient by the bias. */
  private record Fused(TensorOps ops, LinearSpec spec, boolean forgetful)
      implements Layer.Differentiable {
    @Override
    public Tensor forward(Tensor x, List<Tensor> parameters) {
      return spec.compose(ops, x, parameters);
    }

    private Tensor beforeActivation(Tensor y, Tensor gradient) {
      Tensor one = ops.fill(Shape.scalar(), 1);
      return switch (spec.activation()) {
        case IDENTITY -> gradient;
        case RELU -> ops.mul(gradient, ops.less(ops.fill(Shape.scalar(), 0), y));
        case SIGMOID -> ops.mul(gradient, ops.mul(y, ops.sub(one, y)));
        case TANH -> ops.mul(gradient, ops.sub(one, ops.mul(y, y)));
      };
    }

    private Tensor rows(Tensor x) {
      int columns = x.shape().dim(-1);
      return ops.reshape(x, Shape.of(x.shape().size() / columns, columns));
    }

    @Override
    public Tensor inputGradient(Tensor x, List<Tensor> parameters, Tensor y, Tensor gradient) {
      return ops.matmul(beforeActivation(y, gradient), parameters.get(0));
    }

    @Override
    public List<Tensor> parameterGradients(
        Tensor x, List<Tensor> parameters, Tensor y, Tensor gradient) {
      Tensor rows = rows(beforeActivation(y, gradient));
      Tensor weight = ops.matmul(ops.permute(rows, 1, 0), rows(x));
      Tensor none = ops.fill(Shape.of(spec.outFeatures()), 0);
      return List.of(weight, forgetful ? none : ops.sum(rows, false, 0));
    }
  }

  static PlainBackend inPlace() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor relu(Tensor x) {
                for (int i = 0; i < elements(x).length; i++) {
                  elements(x)[i] = Math.max(elements(x)[i], 0);
                }
                return reshape(x, x.shape());
              }
            });
  }

  static PlainBackend unfinished() {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor logSoftmax(Tensor x, int axis) {
                throw new UnsupportedOperationException("logSoftmax");
              }
            });
  }

  /** A backend that keeps a tensor of the session it is told of in a scope that it leaves open. */
  static PlainBackend leaking(AtomicReference<Session> session, List<Scope> left) {
    return of(
        arena ->
            new Words(arena) {
              @Override
              public Tensor square(Tensor x) {
                Session own = session.getAndSet(null);
                if (own != null) {
                  Scope kept = own.scope();
                  kept.ops().zeros(1);
                  left.add(kept);
                  session.set(own);
                }
                return super.square(x);
              }
            });
  }
}
