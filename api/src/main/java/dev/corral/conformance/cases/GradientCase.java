package dev.corral.conformance.cases;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.conformance.reference.CentralDifferences;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A differentiable call, and the same formula in the reference. Its loss weighs the elements of the
 * result with random numbers, so that no two gradients can be confused.
 *
 * @param op the operation's name, which may have a number behind it
 * @param options in words
 * @param call calls the operation
 * @param formula the reference's
 * @param inputs by each of which the loss is differentiated
 */
record GradientCase(
    String op,
    String options,
    BiFunction<Ops, Tensor[], Tensor> call,
    Function<DoubleTensor[], DoubleTensor> formula,
    List<DoubleTensor> inputs) {
  private static final String MOVEMENT = "gradients.703";
  private static final Map<String, String> RULES = rules();

  private static final double TOLERANCE = 1e-5;

  /** What central differences themselves are off by. */
  private static final double NOISE = 1e-9;

  private static final long SEED_OF_WEIGHTS = 10;

  private static Map<String, String> rules() {
    Map<String, List<String>> words =
        Map.of(
            "gradients.701",
            List.of(
                "neg",
                "exp",
                "log",
                "sqrt",
                "tanh",
                "square",
                "abs",
                "relu",
                "sigmoid",
                "add",
                "sub",
                "mul",
                "div",
                "pow",
                "maximum",
                "minimum",
                "where",
                "together"),
            "gradients.702",
            List.of("sum", "mean", "max", "softmax", "logSoftmax"),
            "gradients.704",
            List.of("matmul", "im2col", "col2im"),
            "gradients.705",
            List.of(
                "conv2d",
                "conv2dInputGradient",
                "conv2dKernelGradient",
                "convTranspose2d",
                "strictConv2d",
                "corr2d",
                "convolve2d",
                "maxPool2d",
                "maxPool2dGradient",
                "avgPool2d",
                "avgPool2dGradient"),
            "gradients.706",
            List.of("apply", "network"));
    Map<String, String> rules = new HashMap<>();
    words.forEach((rule, ops) -> ops.forEach(op -> rules.put(op, rule)));
    return rules;
  }

  static GradientCase of(
      String op,
      String options,
      BiFunction<Ops, Tensor[], Tensor> call,
      Function<DoubleTensor[], DoubleTensor> formula,
      DoubleTensor... inputs) {
    return new GradientCase(op, options, call, formula, List.of(inputs));
  }

  private String title() {
    return "gradient of " + OpCase.title(op, options, inputs);
  }

  /** The case of the rule of its family. */
  Check check() {
    String word = op.contains(" ") ? op.substring(0, op.indexOf(' ')) : op;
    return new Check(
        RULES.getOrDefault(word, MOVEMENT), title(), subject -> subject.inScope(this::runIn));
  }

  /** Compares the gradients by all inputs together, and by each on its own. */
  private void runIn(Scope scope) {
    Tensor[] x = OpCase.put(scope.ops(), inputs);
    Recording recording = Recording.in(scope);
    Tensor loss = loss(scope, recording.ops(), x);
    List<Tensor> together = recording.gradients(loss, x);
    for (int i = 0; i < x.length; i++) {
      Expectation expected = expected(i);
      compare(i, expected, together.get(i));
      compare(i, expected, recording.gradients(loss, x[i]).get(0));
    }
  }

  private void compare(int input, Expectation expected, Tensor gradient) {
    String repeat = OpCase.repeat(title() + " by input " + input, inputs);
    Mismatch.require(repeat, () -> expected.mismatch(gradient));
  }

  private Tensor loss(Scope scope, Ops ops, Tensor... x) {
    Tensor y = call.apply(ops, x);
    return ops.sum(ops.mul(y, OpCase.put(scope.ops(), weights(y.shape()))));
  }

  private static DoubleTensor weights(Shape shape) {
    return new Inputs(SEED_OF_WEIGHTS).reals(shape, 0.5, 1.5);
  }

  private Expectation expected(int input) {
    DoubleTensor[] x = inputs.toArray(DoubleTensor[]::new);
    DoubleTensor weights = weights(formula.apply(x).shape());
    ToDoubleFunction<DoubleTensor> loss =
        moved -> {
          DoubleTensor[] all = x.clone();
          all[input] = moved;
          return dot(formula.apply(all), weights);
        };
    DoubleTensor gradient = CentralDifferences.gradient(loss, x[input]);
    double largest = Arrays.stream(gradient.toArray()).map(Math::abs).max().orElse(0);
    return Expectation.within(
        gradient, gradient.map(g -> TOLERANCE * (largest + Math.abs(g)) + NOISE));
  }

  private static double dot(DoubleTensor a, DoubleTensor b) {
    double[] left = a.toArray();
    double[] right = b.toArray();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
