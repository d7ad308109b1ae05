package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * A scheme by which a parameter gets its first value. The numbers are drawn on the host, so the
 * same seed gives the same ones on every backend.
 */
@FunctionalInterface
public interface Initializer {
  /**
   * Makes a first value.
   *
   * @param ops the operations to make it with
   * @param shape its shape
   * @param fan the fan of the layer's weight, for its bias too
   * @param seed where the random numbers start
   * @return a tensor of that shape
   */
  Tensor draw(Ops ops, Shape shape, Fan fan, long seed);

  /**
   * 0 everywhere: the bias of MXNet, Keras and Paddle.
   *
   * @return the scheme
   */
  static Initializer zeros() {
    return constant(0);
  }

  /**
   * One value everywhere.
   *
   * @param value the value
   * @return the scheme
   */
  static Initializer constant(float value) {
    return (ops, shape, fan, seed) -> ops.fill(shape, value);
  }

  /**
   * Each value equally likely in [low, high). MXNet's default weight is uniform(−0.07, 0.07), its
   * {@code mxnet.initializer.Uniform}.
   *
   * @param low the smallest value
   * @param high above every value
   * @return the scheme
   */
  static Initializer uniform(float low, float high) {
    return (ops, shape, fan, seed) -> ops.uniform(shape, low, high, seed);
  }

  /**
   * A normal distribution.
   *
   * @param mean its mean
   * @param standardDeviation its standard deviation
   * @return the scheme
   */
  static Initializer normal(float mean, float standardDeviation) {
    return (ops, shape, fan, seed) -> ops.normal(shape, mean, standardDeviation, seed);
  }

  /**
   * Kaiming uniform: ±√(6 / ((1 + a²) · fan in)), a the slope of the leaky ReLU that follows. He,
   * Zhang, Ren, Sun, <em>Delving Deep into Rectifiers</em>, ICCV 2015; PyTorch's {@code
   * torch.nn.init.kaiming_uniform_}. With a = √5 the bound is 1 / √(fan in): PyTorch's default for
   * weight and bias, and so this framework's.
   *
   * @param a the slope
   * @return the scheme
   */
  static Initializer kaimingUniform(double a) {
    return (ops, shape, fan, seed) -> symmetric(ops, shape, (1 + a * a) * fan.in(), seed);
  }

  /**
   * Glorot (Xavier) uniform: ±√(6 / (fan in + fan out)). Glorot, Bengio, <em>Understanding the
   * difficulty of training deep feedforward neural networks</em>, AISTATS 2010; Keras' default
   * weight, {@code GlorotUniform}.
   *
   * @return the scheme
   */
  static Initializer glorotUniform() {
    return (ops, shape, fan, seed) -> symmetric(ops, shape, (double) fan.in() + fan.out(), seed);
  }

  /**
   * Kaiming normal: mean 0, standard deviation √(2 / fan in). He et al. as for {@link
   * #kaimingUniform}; the default weight of {@code paddle.nn.Conv2D}.
   *
   * @return the scheme
   */
  static Initializer kaimingNormal() {
    return (ops, shape, fan, seed) -> ops.normal(shape, 0, (float) Math.sqrt(2.0 / fan.in()), seed);
  }

  private static Tensor symmetric(Ops ops, Shape shape, double sum, long seed) {
    float bound = (float) Math.sqrt(6 / sum);
    return ops.uniform(shape, -bound, bound, seed);
  }
}
