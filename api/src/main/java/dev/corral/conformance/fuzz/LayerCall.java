package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.reference.LayerReference;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LayerSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer applied to an input and its parameters.
 *
 * @param spec a {@link Conv2dSpec} or a {@link LinearSpec}
 */
record LayerCall(LayerSpec spec) implements Call {
  @Override
  public String word() {
    return "apply";
  }

  @Override
  public Shape shape(List<Shape> in) {
    if (!in.subList(1, in.size()).equals(List.copyOf(spec.parameterShapes().values()))) {
      throw MovementCalls.misfit(word(), spec, in);
    }
    return spec.outputShape(in.get(0));
  }

  @Override
  public Tensor run(Ops ops, List<Tensor> in) {
    return ops.apply(spec, in.get(0), in.subList(1, in.size()));
  }

  @Override
  public Verdict expected(List<DoubleTensor> in) {
    return Verdict.of(reference(spec, in));
  }

  @Override
  public Takes takes() {
    return Takes.FINITE;
  }

  private static Expectation reference(LayerSpec spec, List<DoubleTensor> in) {
    List<DoubleTensor> parameters = in.subList(1, in.size());
    return spec instanceof Conv2dSpec conv
        ? LayerReference.conv2d(conv, in.get(0), parameters)
        : LayerReference.linear((LinearSpec) spec, in.get(0), parameters);
  }

  private static Activation activation(LayerSpec spec) {
    return spec instanceof Conv2dSpec conv ? conv.activation() : ((LinearSpec) spec).activation();
  }

  private static LayerSpec with(LayerSpec spec, Activation activation) {
    return spec instanceof Conv2dSpec conv
        ? new Conv2dSpec(
            conv.inChannels(),
            conv.outChannels(),
            conv.kernelHeight(),
            conv.kernelWidth(),
            conv.options(),
            conv.bias(),
            activation)
        : withActivation((LinearSpec) spec, activation);
  }

  private static LinearSpec withActivation(LinearSpec spec, Activation activation) {
    return new LinearSpec(spec.inFeatures(), spec.outFeatures(), spec.bias(), activation);
  }

  @Override
  public List<Optional<Adjoint>> pullBack(Pull pull) {
    Adjoint beforeActivation = activation(pull);
    DoubleTensor x = pull.in().get(0);
    DoubleTensor weight = pull.in().get(1);
    List<Optional<Adjoint>> adjoints = new ArrayList<>();
    if (spec instanceof Conv2dSpec conv) {
      Call inner = new ConvolutionCalls.Conv(conv.options());
      adjoints.addAll(inner.pullBack(new Pull(List.of(x, weight), pull.out(), beforeActivation)));
    } else {
      DoubleTensor turned = MovementReference.permute(weight, 1, 0);
      List<Optional<Adjoint>> product =
          new ProductCalls.MatMul()
              .pullBack(new Pull(List.of(x, turned), pull.out(), beforeActivation));
      adjoints.add(product.get(0));
      adjoints.add(product.get(1).map(LayerCall::turned));
    }
    if (pull.in().size() > 2) {
      adjoints.add(Optional.of(byBias(beforeActivation)));
    }
    return adjoints;
  }

  private static Adjoint turned(Adjoint x) {
    return new Adjoint(
        MovementReference.permute(x.value(), 1, 0), MovementReference.permute(x.bound(), 1, 0));
  }

  private Adjoint byBias(Adjoint gradient) {
    Shape y = gradient.shape();
    int axis = spec instanceof Conv2dSpec ? 1 : y.rank() - 1;
    int inner = y.strides()[axis];
    Shares shares = new Shares(Shape.of(y.dim(axis)), gradient);
    for (int i = 0; i < y.size(); i++) {
      shares.add(i / inner % y.dim(axis), i, 1);
    }
    return shares.sum();
  }

  /**
   * The gradient by what goes into the activation. Nobody sees that value, so what its error bound
   * does to the slope is part of the bound, up to either side of the kink of relu.
   */
  private Adjoint activation(Pull pull) {
    Activation activation = activation(spec);
    if (activation == Activation.IDENTITY) {
      return pull.gradient();
    }
    Expectation before = reference(with(spec, Activation.IDENTITY), pull.in());
    double[] z = before.value().toArray();
    double[] zError = before.bound().toArray();
    double[] y = pull.out().toArray();
    Shares shares = new Shares(pull.out().shape(), pull.gradient());
    for (int i = 0; i < z.length; i++) {
      double off = zError[i];
      switch (activation) {
        case RELU -> {
          shares.add(i, i, z[i] > 0 ? 1 : 0);
          shares.uncertain(i, i, off > 0 && Math.abs(z[i]) <= off ? 1 : 0);
        }
        case SIGMOID -> {
          shares.add(i, i, y[i] * (1 - y[i]), y[i] * (1 + y[i]));
          shares.uncertain(i, i, off);
        }
        default -> {
          shares.add(i, i, 1 - y[i] * y[i], 1 + y[i] * y[i]);
          shares.uncertain(i, i, 2 * off);
        }
      }
    }
    return activation == Activation.RELU ? shares.sum() : shares.sum(UnaryCall.ROUNDINGS);
  }

  @Override
  public String java(String ops, List<String> in) {
    String parameters = "List.of(" + JavaText.join(in.subList(1, in.size())) + ")";
    return ops + ".apply(" + specText() + ", " + in.get(0) + ", " + parameters + ")";
  }

  private String specText() {
    if (spec instanceof Conv2dSpec c) {
      return "new Conv2dSpec("
          + JavaText.join(
              List.of(
                  c.inChannels(),
                  c.outChannels(),
                  c.kernelHeight(),
                  c.kernelWidth(),
                  JavaText.of(c.options()),
                  c.bias(),
                  "Activation." + c.activation()))
          + ")";
    }
    LinearSpec linear = (LinearSpec) spec;
    return "new LinearSpec("
        + JavaText.join(
            List.of(
                linear.inFeatures(),
                linear.outFeatures(),
                linear.bias(),
                "Activation." + linear.activation()))
        + ")";
  }

  @Override
  public List<Call> simpler() {
    List<Call> simpler = new ArrayList<>();
    if (activation(spec) != Activation.IDENTITY) {
      simpler.add(new LayerCall(with(spec, Activation.IDENTITY)));
    }
    if (spec instanceof Conv2dSpec c) {
      for (Conv2dOptions options : ConvolutionCalls.options(c.options())) {
        if (options.groups() == c.options().groups()) {
          simpler.add(new LayerCall(withOptions(c, options)));
        }
      }
    }
    return simpler;
  }

  private static Conv2dSpec withOptions(Conv2dSpec c, Conv2dOptions options) {
    return new Conv2dSpec(
        c.inChannels(),
        c.outChannels(),
        c.kernelHeight(),
        c.kernelWidth(),
        options,
        c.bias(),
        c.activation());
  }

  /** The same layer for a weight and input of other sizes. */
  @Override
  public Call fitted(List<Shape> in) {
    Shape w = in.get(1);
    boolean bias = in.size() > 2;
    if (spec instanceof LinearSpec linear && w.rank() == 2) {
      return new LayerCall(new LinearSpec(w.dim(1), w.dim(0), bias, linear.activation()));
    }
    if (spec instanceof Conv2dSpec c && w.rank() == 4) {
      int groups = c.options().groups();
      return new LayerCall(
          new Conv2dSpec(
              w.dim(1) * groups, w.dim(0), w.dim(2), w.dim(3), c.options(), bias, c.activation()));
    }
    return this;
  }
}
