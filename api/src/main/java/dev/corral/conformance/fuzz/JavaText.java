package dev.corral.conformance.fuzz;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values as Java expressions. */
final class JavaText {
  private JavaText() {}

  static String join(List<?> parts) {
    return parts.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  static String of(Shape shape) {
    return shape.rank() == 0
        ? "Shape.scalar()"
        : "Shape.of("
            + Arrays.stream(shape.dims())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "))
            + ")";
  }

  static String of(float value) {
    if (Float.isNaN(value)) {
      return "Float.NaN";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
    }
    boolean negativeZero = Float.compare(value, -0.0f) == 0;
    boolean shortInteger = value == Math.rint(value) && Math.abs(value) < 1e6 && !negativeZero;
    return shortInteger ? String.valueOf((int) value) : value + "f";
  }

  private static String of(double value) {
    if (Double.isNaN(value)) {
      return "Double.NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    return String.valueOf(value);
  }

  static String of(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> of(values[i]))
        .collect(Collectors.joining(", ", "new float[] {", "}"));
  }

  static String of(double[] values) {
    return Arrays.stream(values)
        .mapToObj(JavaText::of)
        .collect(Collectors.joining(", ", "new double[] {", "}"));
  }

  static String of(Slice slice) {
    return slice.step() == 1
        ? "Slice.of(" + slice.start() + ", " + slice.stop() + ")"
        : "new Slice(" + slice.start() + ", " + slice.stop() + ", " + slice.step() + ")";
  }

  static String of(Pad pad) {
    return pad.equals(Pad.NONE)
        ? "Pad.NONE"
        : "new Pad(" + pad.before() + ", " + pad.after() + ", " + pad.interior() + ")";
  }

  static String of(Padding padding) {
    if (padding.rule() == Padding.Rule.SAME) {
      return "Padding.same()";
    }
    return padding.isNone()
        ? "Padding.valid()"
        : "Padding.of("
            + join(List.of(padding.top(), padding.left(), padding.bottom(), padding.right()))
            + ")";
  }

  static String of(Window w) {
    return "new Window("
        + join(
            List.of(
                w.kernelHeight(),
                w.kernelWidth(),
                w.strideHeight(),
                w.strideWidth(),
                of(w.padding()),
                w.dilationHeight(),
                w.dilationWidth()))
        + ")";
  }

  static String of(Conv2dOptions o) {
    return o.equals(Conv2dOptions.DEFAULT)
        ? "Conv2dOptions.DEFAULT"
        : "new Conv2dOptions("
            + join(
                List.of(
                    o.strideHeight(),
                    o.strideWidth(),
                    of(o.padding()),
                    o.dilationHeight(),
                    o.dilationWidth(),
                    o.groups()))
            + ")";
  }

  static String of(Pool2dOptions o) {
    return "new Pool2dOptions("
        + join(List.of(of(o.window()), o.ceilMode(), o.countIncludePad()))
        + ")";
  }
}
