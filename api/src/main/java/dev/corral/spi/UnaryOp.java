package dev.corral.spi;

/** The primitive functions of one number; {@link RawOps} maps them over tensors. */
public enum UnaryOp {
  /** −x. */
  NEG,
  /** e<sup>x</sup>. */
  EXP,
  /** The natural logarithm. */
  LOG,
  /** The square root. */
  SQRT,
  /** The hyperbolic tangent. */
  TANH;

  /**
   * The function itself.
   *
   * @param x a float32 value
   * @return the value; rounded to float32, within an ULP of the true one
   */
  public double of(double x) {
    return switch (this) {
      case NEG -> -x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case TANH -> Math.tanh(x);
    };
  }
}
