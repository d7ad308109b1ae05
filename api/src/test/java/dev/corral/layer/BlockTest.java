package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.spi.Activation;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockTest extends InScope {

  /** The chapter's hand-written layer, as a user writes it. */
  private record Corr2d(Parameter weight, Parameter bias) implements Block {
    @Override
    public Tensor forward(Ops ops, Tensor x) {
      return ops.add(ops.corr2d(x, weight.value()), bias.value());
    }

    @Override
    public Map<String, Parameter> parameters() {
      return Parameter.byName(weight, bias);
    }
  }

  /** Counts its calls in a parameter, as a batch norm keeps its running mean. */
  private record Counter(Parameter calls) implements Block {
    @Override
    public Tensor forward(Ops ops, Tensor x) {
      calls.set(ops.add(calls.value(), 1));
      return x;
    }

    @Override
    public Map<String, Parameter> parameters() {
      return Parameter.byName(calls);
    }
  }

  @Test
  void aHandWrittenBlockHasNamedParameters() {
    Corr2d layer =
        new Corr2d(
            new Parameter(scope, "weight", ops.tensor(new float[][] {{0, 1}, {2, 3}})),
            new Parameter(scope, "bias", ops.zeros(1)));
    layer.parameters().get("bias").set(ops.ones(1));
    Tensor x = ops.reshape(ops.arange(9), 3, 3);
    assertThat(layer.forward(ops, x)).hasToString("[[20., 26.],\n [38., 44.]]");
    assertThat(layer.values()).containsExactly(layer.weight.value(), layer.bias.value());
  }

  @Test
  void aConvolutionIsItsDescriptionAppliedToItsParameters() {
    Conv2d conv =
        Conv2d.builder(4, 6)
            .kernel(3, 2)
            .stride(2, 1)
            .padding(Padding.of(1, 0))
            .dilation(1, 2)
            .groups(2)
            .activation(Activation.TANH)
            .seed(5)
            .build(scope);
    Tensor x = ops.uniform(Shape.of(2, 4, 5, 6), -1, 1, 1);
    Conv2dOptions options =
        Conv2dOptions.DEFAULT.stride(2, 1).padding(Padding.of(1, 0)).dilation(1, 2).groups(2);
    Tensor convolved = ops.conv2d(x, conv.weight().value(), options);
    Tensor biased = ops.add(convolved, ops.reshape(conv.bias().value(), 1, 6, 1, 1));
    assertThat(conv.weight().shape()).isEqualTo(Shape.of(6, 2, 3, 2));
    assertThat(conv.bias().shape()).isEqualTo(Shape.of(6));
    assertThat(conv.forward(ops, x).toArray()).containsExactly(ops.tanh(biased).toArray());
  }

  @Test
  void theShortFormsOfTheBuilderMeanBothAxes() {
    Conv2d conv =
        Conv2d.builder(1, 1).kernel(3).stride(2).padding(2).dilation(2).bias(false).build(scope);
    assertThat(conv.weight().shape()).isEqualTo(Shape.of(1, 1, 3, 3));
    assertThat(conv.forward(ops, ops.ones(1, 1, 9, 7)).shape()).isEqualTo(Shape.of(1, 1, 5, 4));
    assertThat(conv)
        .hasToString(
            "Conv2dSpec[inChannels=1, outChannels=1, kernelHeight=3, kernelWidth=3,"
                + " options=Conv2dOptions[strideHeight=2, strideWidth=2, padding=top 2, left 2,"
                + " bottom 2, right 2, dilationHeight=2, dilationWidth=2, groups=1], bias=false,"
                + " activation=IDENTITY]");
  }

  @Test
  void detectsTheChaptersEdges() {
    Conv2d conv = Conv2d.builder(1, 1).kernel(1, 2).bias(false).build(scope);
    conv.weight().set(ops.tensor(new float[][][][] {{{{1, -1}}}}));
    Tensor x = ops.tensor(new float[][][][] {{{{1, 1, 0, 0, 1}}}});
    assertThat(conv.forward(ops, x).toArray()).containsExactly(0, 1, 0, -1);
    assertThat(conv.parameters()).containsOnlyKeys("weight");
  }

  @Test
  void aLayerWithoutBiasSaysSo() {
    Conv2d conv = Conv2d.builder(1, 1).kernel(1).bias(false).build(scope);
    assertThatThrownBy(conv::bias)
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("the bias of Conv2dSpec[")
        .hasMessageContaining("expected one of its parameters, [weight]")
        .hasMessageEndingWith("Build the layer with bias(true).");
  }

  @Test
  void aConvolutionThatCannotBeIsRefusedAndLeavesNothingBehind() {
    assertThatThrownBy(() -> Conv2d.builder(1, 1).build(scope))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "a Conv2d with a kernel of 0×0; expected a kernel of 1×1 or more. Call"
                + " kernel(height, width) before build.");
    assertThatThrownBy(() -> Conv2d.builder(3, 4).kernel(1).groups(2).build(scope))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("3 input and 4 output channels in 2 groups");
    assertThatThrownBy(() -> Conv2d.builder(1, -4).kernel(1).build(scope))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the negative size -4");
    Initializer wrong = (o, shape, fan, seed) -> o.reshape(o.zeros(1), 2);
    assertThatThrownBy(() -> Conv2d.builder(1, 1).kernel(1).biasInitializer(wrong).build(scope))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("reshape: from [1] to [2]");
    assertThat(session.liveTensors()).isZero();
  }

  @Test
  void aClosedScopeBuildsNothing() {
    scope.close();
    assertThatThrownBy(() -> Linear.builder(1, 1).build(scope))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("a scope was used after it, or its session, had closed");
  }

  @Test
  void aLinearLayerMultipliesByTheTransposedWeight() {
    Linear linear = Linear.builder(3, 2).activation(Activation.RELU).build(scope);
    linear.weight().set(ops.tensor(new float[][] {{1, 2, 3}, {-1, 0, 0}}));
    linear.bias().set(ops.tensor(new float[] {10, -20}));
    Tensor x = ops.tensor(new float[][] {{1, 1, 1}, {-30, 0, 2}});
    assertThat(linear.forward(ops, x).toArray2d()).isDeepEqualTo(new float[][] {{16, 0}, {0, 10}});
    assertThat(linear.forward(ops, ops.zeros(2, 4, 3)).shape()).isEqualTo(Shape.of(2, 4, 2));
  }

  @Test
  void anInputThatDoesNotFitIsRefused() {
    Linear linear = Linear.builder(3, 2).build(scope);
    assertThatThrownBy(() -> linear.forward(ops, ops.zeros(2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("a linear layer on an input of shape [2, 4]");
    assertThatThrownBy(() -> new Flatten().forward(ops, ops.tensor(1f)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("axis 0 of the shape []");
  }

  @Test
  void blocksWithoutParametersDoWhatTheirNamesSay() {
    Tensor x = ops.tensor(new float[][][][] {{{{-1, 2}, {3, 8}}}});
    assertThat(new Relu().forward(ops, x).toArray()).containsExactly(0, 2, 3, 8);
    assertThat(new Sigmoid().forward(ops, x).toArray()).containsExactly(ops.sigmoid(x).toArray());
    assertThat(new Tanh().forward(ops, x).toArray()).containsExactly(ops.tanh(x).toArray());
    assertThat(new Softmax(-1).forward(ops, x).toArray())
        .containsExactly(ops.softmax(x, 3).toArray());
    assertThat(new MaxPool2d(2, 2).forward(ops, x).toArray()).containsExactly(8);
    assertThat(new AvgPool2d(1, 2).forward(ops, x).toArray()).containsExactly(0.5f, 5.5f);
    assertThat(new AvgPool2d(Pool2dOptions.of(Window.of(2, 1))).forward(ops, x).toArray())
        .containsExactly(1, 5);
    assertThat(new Flatten().forward(ops, x).shape()).isEqualTo(Shape.of(1, 4));
    assertThat(new Relu().parameters()).isEmpty();
    assertThat(new Relu().values()).isEmpty();
  }

  @Test
  void flatteningKeepsTheFirstAxisEvenIfItIsEmpty() {
    Flatten flatten = new Flatten();
    assertThat(flatten.forward(ops, ops.zeros(0, 2, 3)).shape()).isEqualTo(Shape.of(0, 6));
    assertThat(flatten.forward(ops, ops.zeros(2, 0, 3)).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(flatten.forward(ops, ops.zeros(5)).shape()).isEqualTo(Shape.of(5, 1));
  }

  @Test
  void aSequenceNamesParametersByThePlaceOfTheirBlock() {
    Linear shared = Linear.builder(2, 2).bias(false).build(scope);
    Sequential net =
        new Sequential(
            shared,
            Ops::relu,
            new Sequential(new Tanh(), Linear.builder(2, 3).build(scope)),
            shared);
    assertThat(net.parameters().keySet()).containsExactly("0.weight", "2.1.weight", "2.1.bias");
    assertThat(net.parameters().get("0.weight")).isSameAs(shared.weight());
  }

  @Test
  void aSequenceAppliesItsBlocksInOrderAndFreesWhatTheyHandOn() {
    Linear linear = Linear.builder(2, 1).build(scope);
    linear.weight().set(ops.tensor(new float[][] {{1, -1}}));
    linear.bias().set(ops.tensor(new float[] {0.5f}));
    Tensor x = ops.tensor(new float[][] {{-3, 4}});
    long before = session.liveTensors();
    Sequential net = new Sequential((o, t) -> o.mul(t, 2), new Relu(), linear);
    try (Tensor y = net.forward(ops, x)) {
      assertThat(y.toArray()).containsExactly(-7.5f);
      assertThat(session.liveTensors()).isEqualTo(before + 1);
    }
    assertThat(x.isClosed()).isFalse();
  }

  @Test
  void anEmptySequenceHandsItsInputThrough() {
    Tensor x = ops.arange(3);
    try (Tensor y = new Sequential().forward(ops, x)) {
      assertThat(y.toArray()).containsExactly(0, 1, 2);
    }
    assertThat(x.toArray()).containsExactly(0, 1, 2);
  }

  @Test
  void aBlockMaySetItsParametersWhileASequenceRuns() {
    try (Scope outer = session.scope()) {
      Counter counter = new Counter(new Parameter(outer, "calls", outer.ops().zeros(1)));
      Counter local = new Counter(new Parameter(scope, "calls", ops.zeros(1)));
      Sequential net = new Sequential(counter, local, new Relu());
      net.forward(ops, ops.ones(2)).close();
      net.forward(ops, ops.ones(2)).close();
      assertThat(counter.calls.value().item()).isEqualTo(2);
      assertThat(local.calls.value().item()).isEqualTo(2);
      scope.close();
      assertThat(counter.calls.value().item()).isEqualTo(2);
      assertThat(local.calls.value().isClosed()).isTrue();
    }
  }

  @Test
  void closingABlockClosesItsParameters() {
    Linear first = Linear.builder(2, 2).build(scope);
    Conv2d second = Conv2d.builder(1, 1).kernel(2).build(scope);
    Sequential net = new Sequential(first, new Relu(), second);
    net.close();
    net.close();
    assertThat(session.liveTensors()).isZero();
    assertThat(first.weight().value().isClosed()).isTrue();
    Tensor x = ops.ones(1, 2);
    assertThatThrownBy(() -> first.forward(ops, x)).isInstanceOf(ClosedException.class);
  }
}
