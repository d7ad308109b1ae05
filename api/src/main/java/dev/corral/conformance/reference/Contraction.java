package dev.corral.conformance.reference;

import dev.corral.tensor.Shape;

/**
 * A tensor each of whose elements is a sum of products, together with what bounds the error of
 * computing it in float32: the sum of the products' magnitudes, and how many they are.
 */
public final class Contraction {
  /** The largest relative error of rounding a real number to float32, 2<sup>−24</sup>. */
  public static final double UNIT_ROUNDOFF = 0x1p-24;

  private static final double LARGEST_EXACT_INTEGER = 0x1p24;

  private final Sums sums;
  private final DoubleTensor value;
  private final DoubleTensor magnitude;
  private final DoubleTensor products;
  private final DoubleTensor bound;

  private Contraction(Sums sums, int roundings) {
    Shape shape = sums.shape;
    this.sums = sums;
    this.value = DoubleTensor.of(shape, sums.value);
    this.magnitude = DoubleTensor.of(shape, sums.magnitude);
    this.products = DoubleTensor.of(shape, sums.products);
    this.bound =
        DoubleTensor.generate(
            shape,
            index -> {
              double size = magnitude.get(index);
              boolean integers = !sums.fractional[Indices.offset(shape, index)];
              return integers && size < LARGEST_EXACT_INTEGER
                  ? 0
                  : gamma(products.get(index) + roundings) * size;
            });
  }

  /**
   * Bounds the relative error that n roundings to float32 can accumulate.
   *
   * @param n how many
   * @return γₙ = nε / (1 − nε), with ε = {@link #UNIT_ROUNDOFF}
   */
  public static double gamma(double n) {
    return n * UNIT_ROUNDOFF / (1 - n * UNIT_ROUNDOFF);
  }

  /**
   * The sums Σ aᵢbᵢ.
   *
   * @return the result in float64
   */
  public DoubleTensor value() {
    return value;
  }

  /**
   * The sums Σ |aᵢbᵢ|.
   *
   * @return a tensor of the result's shape
   */
  public DoubleTensor magnitude() {
    return magnitude;
  }

  /**
   * How many products each element is the sum of; those with padding, which are 0, do not count.
   *
   * @return a tensor of the result's shape
   */
  public DoubleTensor products() {
    return products;
  }

  /**
   * How far a float32 result that adds the products up directly, in any order, may be from the true
   * one: not at all where all factors are integers and Σ |aᵢbᵢ| &lt; 2<sup>24</sup>; elsewhere γₙ·Σ
   * |aᵢbᵢ|, n the number of products, and one more for a mean, whose division may be a product with
   * a rounded reciprocal.
   *
   * @return a tensor of the result's shape
   */
  public DoubleTensor bound() {
    return bound;
  }

  /**
   * The result with its bound.
   *
   * @return what a float32 result is compared with
   */
  public Expectation expectation() {
    return Expectation.within(value, bound);
  }

  /**
   * The sums with one more product each, the element of a vector and 1: a layer's bias.
   *
   * @param bias one value for each index along the axis
   * @param axis of the result
   * @return the larger sums
   */
  Contraction plus(DoubleTensor bias, int axis) {
    Sums larger = new Sums(sums);
    Indices.forEach(sums.shape, index -> larger.add(bias.get(index[axis]), 1, index));
    return larger.contraction();
  }

  /** Sums of products under way. */
  static final class Sums {
    private final Shape shape;
    private final double[] value;
    private final double[] magnitude;
    private final double[] products;
    private final boolean[] fractional;

    Sums(Shape shape) {
      this.shape = shape;
      value = new double[shape.size()];
      magnitude = new double[shape.size()];
      products = new double[shape.size()];
      fractional = new boolean[shape.size()];
    }

    private Sums(Sums other) {
      shape = other.shape;
      value = other.value.clone();
      magnitude = other.magnitude.clone();
      products = other.products.clone();
      fractional = other.fractional.clone();
    }

    /** Adds a product to the element at an index. */
    void add(double a, double b, int... index) {
      int at = Indices.offset(shape, index);
      value[at] += a * b;
      magnitude[at] += Math.abs(a * b);
      products[at]++;
      fractional[at] |= a != Math.rint(a) || b != Math.rint(b);
    }

    Contraction contraction() {
      return new Contraction(this, 0);
    }

    /** For products with a reciprocal, which a float32 result may have rounded. */
    Contraction mean() {
      return new Contraction(this, 1);
    }
  }
}
