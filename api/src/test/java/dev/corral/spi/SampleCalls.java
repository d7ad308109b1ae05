package dev.corral.spi;

import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One valid, normalised call of each word of {@link TensorOps} that makes a tensor. */
public final class SampleCalls {
  private static final Conv2dOptions CONV = Conv2dOptions.DEFAULT.stride(2, 1).padding(1);
  private static final Pool2dOptions POOL = Pool2dOptions.of(2, 2);
  private static final Shape IMAGE = Shape.of(2, 2, 4, 4);
  private static final Shape KERNEL = Shape.of(3, 2, 3, 3);
  private static final Shape OUTPUT = CONV.outputShape(IMAGE, KERNEL);
  private static final Shape POOLED = POOL.outputShape(IMAGE);
  private static final Window WINDOW = Window.of(2, 3);

  private SampleCalls() {}

  /** The call of each word by its name; arguments come from {@code source} by their shape. */
  public static Map<String, Function<TensorOps, Tensor>> all(Function<Shape, Tensor> source) {
    Tensor x = source.apply(Shape.of(2, 3));
    Tensor row = source.apply(Shape.of(3));
    Tensor image = source.apply(IMAGE);
    Tensor kernel = source.apply(KERNEL);
    Map<String, Function<TensorOps, Tensor>> calls = new LinkedHashMap<>();
    calls.put("fromArray", ops -> ops.fromArray(Shape.of(2), new float[] {1, 2}));
    calls.put("fill", ops -> ops.fill(Shape.of(2), 3));
    calls.put("neg", ops -> ops.neg(x));
    calls.put("exp", ops -> ops.exp(x));
    calls.put("log", ops -> ops.log(x));
    calls.put("sqrt", ops -> ops.sqrt(x));
    calls.put("tanh", ops -> ops.tanh(x));
    calls.put("abs", ops -> ops.abs(x));
    calls.put("square", ops -> ops.square(x));
    calls.put("relu", ops -> ops.relu(x));
    calls.put("sigmoid", ops -> ops.sigmoid(x));
    calls.put("add", ops -> ops.add(x, row));
    calls.put("sub", ops -> ops.sub(x, row));
    calls.put("mul", ops -> ops.mul(x, row));
    calls.put("div", ops -> ops.div(x, row));
    calls.put("pow", ops -> ops.pow(x, row));
    calls.put("maximum", ops -> ops.maximum(x, row));
    calls.put("minimum", ops -> ops.minimum(x, row));
    calls.put("less", ops -> ops.less(x, row));
    calls.put("equal", ops -> ops.equal(x, row));
    calls.put("lessEqual", ops -> ops.lessEqual(x, row));
    calls.put("greater", ops -> ops.greater(x, row));
    calls.put("greaterEqual", ops -> ops.greaterEqual(x, row));
    calls.put("notEqual", ops -> ops.notEqual(x, row));
    calls.put("where", ops -> ops.where(x, row, x));
    calls.put("sum", ops -> ops.sum(x, true, 1));
    calls.put("max", ops -> ops.max(x, true, 1));
    calls.put("argmax", ops -> ops.argmax(x, true, 1));
    calls.put("mean", ops -> ops.mean(x, true, 1));
    calls.put("softmax", ops -> ops.softmax(x, 1));
    calls.put("logSoftmax", ops -> ops.logSoftmax(x, 1));
    calls.put("reshape", ops -> ops.reshape(x, Shape.of(3, 2)));
    calls.put("permute", ops -> ops.permute(x, 1, 0));
    calls.put("slice", ops -> ops.slice(x, Slice.of(0, 2), Slice.of(1, 3)));
    calls.put("sliceScatter", ops -> ops.sliceScatter(x, row, Slice.of(0, 1), Slice.of(0, 3)));
    calls.put("pad", ops -> ops.pad(x, 0, Pad.of(1, 0), new Pad(0, 1, 1)));
    calls.put("flip", ops -> ops.flip(x, 1));
    calls.put("broadcast", ops -> ops.broadcast(row, Shape.of(2, 3)));
    calls.put("concat", ops -> ops.concat(List.of(x, x), 0));
    calls.put("matmul", ops -> ops.matmul(x, source.apply(Shape.of(3, 2))));
    calls.put("im2col", ops -> ops.im2col(image, WINDOW));
    calls.put("col2im", ops -> ops.col2im(source.apply(WINDOW.columns(IMAGE)), IMAGE, WINDOW));
    calls.put("conv2d", ops -> ops.conv2d(image, kernel, CONV));
    calls.put(
        "conv2dInputGradient",
        ops -> ops.conv2dInputGradient(IMAGE, kernel, source.apply(OUTPUT), CONV));
    calls.put(
        "conv2dKernelGradient",
        ops -> ops.conv2dKernelGradient(image, KERNEL, source.apply(OUTPUT), CONV));
    calls.put("maxPool2d", ops -> ops.maxPool2d(image, POOL));
    calls.put(
        "maxPool2dGradient",
        ops -> ops.maxPool2dGradient(image, source.apply(POOLED), source.apply(POOLED), POOL));
    calls.put("avgPool2d", ops -> ops.avgPool2d(image, POOL));
    calls.put("avgPool2dGradient", ops -> ops.avgPool2dGradient(IMAGE, source.apply(POOLED), POOL));
    calls.put(
        "apply",
        ops ->
            ops.apply(
                new LinearSpec(3, 2, false, Activation.IDENTITY),
                x,
                List.of(source.apply(Shape.of(2, 3)))));
    return calls;
  }

  /** Every word of the vocabulary; {@code layer} is the only one that makes no tensor. */
  public static Set<String> words() {
    return Arrays.stream(TensorOps.class.getMethods())
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
