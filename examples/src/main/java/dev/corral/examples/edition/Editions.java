package dev.corral.examples.edition;

import dev.corral.layer.Initializer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** The four editions. */
public final class Editions {
  private static final Scheme ZERO = new Scheme("0", Initializer.zeros());
  private static final Scheme UNIT = new Scheme("uniform [0, 1)", Initializer.uniform(0, 1));
  private static final Scheme SMALL =
      new Scheme("uniform [−0.07, 0.07)", Initializer.uniform(-0.07f, 0.07f));
  private static final Scheme NARROW = new Scheme("normal, σ 0.05", Initializer.normal(0, 0.05f));

  /** With Apache MXNet. */
  public static final Edition MXNET =
      new Edition(
          "MXNet",
          false,
          false,
          SMALL,
          SMALL,
          ZERO,
          PrintedRun.of(
              List.of("4.949", "0.831", "0.140", "0.024", "0.004"),
              Figure.within("0.9895", 2),
              Figure.within("-0.9873705", 2)),
          Editions::inFull);

  /** With PyTorch. */
  public static final Edition PYTORCH =
      new Edition(
          "PyTorch",
          false,
          false,
          new Scheme("Kaiming uniform, a = √5", Initializer.kaimingUniform(Math.sqrt(5))),
          UNIT,
          ZERO,
          PrintedRun.of(
              List.of("6.422", "1.225", "0.266", "0.070", "0.022"),
              Figure.rounded("1.0010"),
              Figure.rounded("-0.9739")),
          weight -> String.format(Locale.ROOT, "%.4f", weight));

  /** With TensorFlow. Our copy of it has lost the tensors that it prints. */
  public static final Edition TENSORFLOW =
      new Edition(
          "TensorFlow",
          true,
          false,
          new Scheme("Glorot uniform", Initializer.glorotUniform()),
          NARROW,
          NARROW,
          PrintedRun.of(List.of("4.427", "0.759", "0.134", "0.025", "0.005")),
          Editions::inFull);

  /** With PaddlePaddle. */
  public static final Edition PADDLE =
      new Edition(
          "Paddle",
          false,
          true,
          new Scheme("normal, σ √(2 / fan in)", Initializer.kaimingNormal()),
          UNIT,
          ZERO,
          PrintedRun.of(
              List.of("16.734", "6.225", "2.444", "0.983", "0.400"),
              Figure.within("0.94325662", 2),
              Figure.within("-1.07352471", 2)),
          weight -> String.format(Locale.ROOT, "%.8f", weight));

  /** All of them, in the book's order. */
  public static final List<Edition> ALL = List.of(MXNET, PYTORCH, TENSORFLOW, PADDLE);

  private Editions() {}

  private static String inFull(double weight) {
    return new BigDecimal(Float.toString((float) weight)).toPlainString();
  }
}
