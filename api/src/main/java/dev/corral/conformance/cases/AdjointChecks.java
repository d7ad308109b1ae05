package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.PoolingReference;
import dev.corral.conformance.reference.WindowReference;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ on integers, for every linear word A and the word Aᵀ of its gradient. Both
 * sides are exact, so they are equal or one of the words is wrong.
 */
final class AdjointChecks {
  private static final double ROUNDING = 1e-5;

  private final Inputs inputs;
  private final List<Check> checks = new ArrayList<>();

  private AdjointChecks(long seed) {
    inputs = new Inputs(seed + 21);
  }

  static Stream<Check> all(long seed) {
    AdjointChecks all = new AdjointChecks(seed);
    all.movement();
    all.products();
    WindowCases.TABLE.forEach(g -> all.windows(g.image(), g.window()));
    Stream.concat(ConvolutionGeometry.TABLE.stream(), ConvolutionGeometry.random(seed, 20).stream())
        .forEach(all::convolution);
    for (PoolingCases.Geometry g : PoolingCases.TABLE) {
      all.pooling(g.image(), g.options());
      all.pooling(g.image(), g.options().ceilMode(true).countIncludePad(true));
    }
    return all.checks.stream();
  }

  private void add(
      String name,
      Shape x,
      Shape y,
      BiFunction<Ops, Tensor, Tensor> forward,
      BiFunction<Ops, Tensor, Tensor> adjoint) {
    add(name, 0, inputs.integers(x), inputs.integers(y), forward, adjoint);
  }

  private void add(
      String name,
      double rounding,
      DoubleTensor x,
      DoubleTensor y,
      BiFunction<Ops, Tensor, Tensor> forward,
      BiFunction<Ops, Tensor, Tensor> adjoint) {
    String title = name + " x " + x.shape() + " y " + y.shape();
    String repeat = OpCase.repeat(title, List.of(x, y));
    checks.add(
        new Check(
            "gradients.707",
            title,
            subject ->
                subject.inScope(
                    scope -> {
                      Ops ops = scope.ops();
                      double left = dot(forward.apply(ops, OpCase.put(ops, x)), y);
                      double right = dot(adjoint.apply(ops, OpCase.put(ops, y)), x);
                      double bound = rounding * (Math.abs(left) + Math.abs(right) + 1);
                      Mismatch.require(
                          repeat,
                          Math.abs(left - right) <= bound,
                          "⟨Ax, y⟩ is "
                              + left
                              + " and ⟨x, Aᵀy⟩ is "
                              + right
                              + ", expected the same"
                              + (" within " + bound));
                    })));
  }

  private static double dot(Tensor a, DoubleTensor b) {
    float[] left = a.toArray();
    double[] right = b.toArray();
    double sum = left.length == right.length ? 0 : Double.NaN;
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private void movement() {
    Shape cube = Shape.of(3, 4, 5);
    add(
        "sum, broadcast",
        cube,
        Shape.of(3, 1, 5),
        (ops, x) -> ops.sum(x, true, 1),
        (ops, y) -> ops.broadcast(y, cube));
    add(
        "permute, its inverse",
        cube,
        Shape.of(5, 3, 4),
        (ops, x) -> ops.permute(x, 2, 0, 1),
        (ops, y) -> ops.permute(y, 1, 2, 0));
    add("flip, flip", cube, cube, (ops, x) -> ops.flip(x, 0, 2), (ops, y) -> ops.flip(y, 0, 2));
    add(
        "slice with steps, pad between elements",
        Shape.of(7, 8),
        Shape.of(2, 3),
        (ops, x) -> ops.slice(x, Slice.of(1, 6).step(3), Slice.of(2, 7).step(2)),
        (ops, y) -> ops.pad(y, 0, new Pad(1, 2, 2), new Pad(2, 1, 1)));
    add(
        "concat with itself, sum of slices",
        Shape.of(3, 2),
        Shape.of(3, 4),
        (ops, x) -> ops.concat(1, x, x),
        (ops, y) ->
            ops.add(
                ops.slice(y, Slice.all(), Slice.of(0, 2)),
                ops.slice(y, Slice.all(), Slice.of(2, 4))));
  }

  private void products() {
    DoubleTensor right = inputs.integers(Shape.of(2, 9, 4));
    add(
        "matmul, matmul by the transposed factor",
        Shape.of(2, 5, 9),
        Shape.of(2, 5, 4),
        (ops, x) -> ops.matmul(x, OpCase.put(ops, right)),
        (ops, y) -> ops.matmul(y, false, OpCase.put(ops, right), true));
    DoubleTensor left = inputs.integers(Shape.of(17, 33));
    add(
        "matmul from the right, matmul of the transposed factor",
        Shape.of(33, 3),
        Shape.of(17, 3),
        (ops, x) -> ops.matmul(OpCase.put(ops, left), x),
        (ops, y) -> ops.matmul(OpCase.put(ops, left), true, y, false));
  }

  private void windows(Shape image, Window window) {
    Shape columns = WindowReference.im2col(DoubleTensor.full(image, 0), window).shape();
    add(
        "im2col, col2im " + JavaText.of(window),
        image,
        columns,
        (ops, x) -> ops.im2col(x, window),
        (ops, y) -> ops.col2im(y, image, window));
  }

  private void convolution(ConvolutionGeometry g) {
    Conv2dOptions o = g.options();
    DoubleTensor kernel = inputs.integers(g.kernel());
    add(
        "conv2d, conv2dInputGradient " + JavaText.of(o),
        g.input(),
        g.output(),
        (ops, x) -> ops.conv2d(x, OpCase.put(ops, kernel), o),
        (ops, y) -> ops.conv2dInputGradient(g.input(), OpCase.put(ops, kernel), y, o));
    DoubleTensor image = inputs.integers(g.input());
    add(
        "conv2d by the kernel, conv2dKernelGradient " + JavaText.of(o),
        g.kernel(),
        g.output(),
        (ops, w) -> ops.conv2d(OpCase.put(ops, image), w, o),
        (ops, y) -> ops.conv2dKernelGradient(OpCase.put(ops, image), g.kernel(), y, o));
  }

  private void pooling(Shape image, Pool2dOptions o) {
    Shape pooled = PoolingReference.maxPool2d(DoubleTensor.full(image, 0), o).shape();
    add(
        "avgPool2d, avgPool2dGradient " + JavaText.of(o),
        ROUNDING,
        inputs.integers(image),
        inputs.integers(pooled),
        (ops, x) -> ops.avgPool2d(x, o),
        (ops, y) -> ops.avgPool2dGradient(image, y, o));
    double[] counted = new double[image.size()];
    Arrays.setAll(counted, i -> i * 7919 % Math.max(1, counted.length));
    DoubleTensor x = DoubleTensor.of(image, counted);
    add(
        "maxPool2d of distinct values, maxPool2dGradient " + JavaText.of(o),
        0,
        x,
        inputs.integers(pooled),
        (ops, in) -> ops.maxPool2d(in, o),
        (ops, y) -> {
          Tensor fixed = OpCase.put(ops, x);
          return ops.maxPool2dGradient(fixed, ops.maxPool2d(fixed, o), y, o);
        });
  }
}
