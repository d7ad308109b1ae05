package dev.corral.spi;

/** The primitive functions of two numbers; {@link RawOps} maps them over tensors. */
public enum BinaryOp {
  /** a + b. */
  ADD,
  /** a − b. */
  SUB,
  /** a · b. */
  MUL,
  /** a / b. */
  DIV,
  /** a<sup>b</sup>. */
  POW,
  /** The larger; NaN wins, and 0 is above −0. */
  MAXIMUM,
  /** 1 if a &lt; b, else 0. */
  LESS,
  /** 1 if a = b, else 0. */
  EQUAL;

  /**
   * The function itself.
   *
   * @param a a float32 value
   * @param b a float32 value
   * @return the value; rounded to float32, as if computed in float32
   */
  public double of(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> Math.pow(a, b);
      case MAXIMUM -> Math.max(a, b);
      case LESS -> a < b ? 1 : 0;
      case EQUAL -> a == b ? 1 : 0;
    };
  }
}
