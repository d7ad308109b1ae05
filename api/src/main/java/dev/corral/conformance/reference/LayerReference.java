package dev.corral.conformance.reference;

import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LinearSpec;
import java.util.List;

/** Layers with parameters in float64. */
public final class LayerReference {
  private static final int ULPS_OF_A_FUNCTION = 10;

  private LayerReference() {}

  /**
   * activation(conv2d(x, weight) + bias).
   *
   * @param spec sizes, options, whether there is a bias, and the activation
   * @param x [n, c, h, w]
   * @param parameters weight [k, c / groups, kh, kw] and, if there is one, bias [k]
   * @return [n, k, oh, ow]
   */
  public static Expectation conv2d(Conv2dSpec spec, DoubleTensor x, List<DoubleTensor> parameters) {
    DoubleTensor weight = parameters.get(0);
    Contraction y = ConvolutionReference.conv2d(x, weight, spec.options());
    Contraction sum = spec.bias() ? y.plus(parameters.get(1), 1) : y;
    DoubleTensor tiles = Tiles.conv2d(x, weight, spec.options()).bound();
    return activated(
        spec.activation(), sum.value(), ElementwiseReference.map(Math::max, sum.bound(), tiles));
  }

  /**
   * activation(x · weightᵀ + bias) along the last axis.
   *
   * @param spec sizes, whether there is a bias, and the activation
   * @param x […, inputs]
   * @param parameters weight [outputs, inputs] and, if there is one, bias [outputs]
   * @return […, outputs]
   */
  public static Expectation linear(LinearSpec spec, DoubleTensor x, List<DoubleTensor> parameters) {
    DoubleTensor weight = MovementReference.permute(parameters.get(0), 1, 0);
    Contraction y = ProductReference.matmul(x, weight);
    int last = x.shape().rank() - 1;
    Contraction sum = spec.bias() ? y.plus(parameters.get(1), last) : y;
    return activated(spec.activation(), sum.value(), sum.bound());
  }

  /**
   * An activation's function.
   *
   * @param activation the activation
   * @param x any number
   * @return its value
   */
  public static double activate(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> ElementwiseReference.relu(x);
      case SIGMOID -> ElementwiseReference.sigmoid(x);
      case TANH -> Math.tanh(x);
    };
  }

  /** No activation is steeper than 1, so none enlarges the error of what goes into it. */
  private static Expectation activated(Activation activation, DoubleTensor y, DoubleTensor bound) {
    DoubleTensor value = y.map(v -> activate(activation, v));
    boolean rounds = activation == Activation.SIGMOID || activation == Activation.TANH;
    return Expectation.within(
        value,
        DoubleTensor.generate(
            value.shape(),
            index -> {
              double own = rounds ? ULPS_OF_A_FUNCTION * Math.ulp((float) value.get(index)) : 0;
              return bound.get(index) + own;
            }));
  }
}
