package dev.corral.contract;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.conformance.CentralDifferences;
import dev.corral.conformance.DoubleTensor;
import dev.corral.conformance.Expectation;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/**
 * A differentiable call, and the same formula in the reference. Its loss weighs the elements of the
 * result with random numbers, so that no two gradients can be confused.
 *
 * @param name the operation, the shapes of its inputs, and its options
 * @param call calls the operation
 * @param formula the reference's
 * @param inputs by each of which the loss is differentiated
 */
record GradientCase(
    String name,
    BiFunction<Ops, Tensor[], Tensor> call,
    Function<DoubleTensor[], DoubleTensor> formula,
    List<DoubleTensor> inputs) {
  private static final double TOLERANCE = 1e-5;

  /** What central differences themselves are off by. */
  private static final double NOISE = 1e-9;

  private static final long SEED_OF_WEIGHTS = 10;

  static GradientCase of(
      String op,
      String options,
      BiFunction<Ops, Tensor[], Tensor> call,
      Function<DoubleTensor[], DoubleTensor> formula,
      DoubleTensor... inputs) {
    String shapes = Arrays.stream(inputs).map(x -> x.shape() + " ").collect(Collectors.joining());
    return new GradientCase((op + " " + shapes + options).strip(), call, formula, List.of(inputs));
  }

  /** Compares the gradients by all inputs together, and by each on its own. */
  void check(Scope scope) {
    Tensor[] x = put(scope);
    Recording recording = Recording.in(scope);
    Tensor loss = loss(scope, recording.ops(), x);
    List<Tensor> together = recording.gradients(loss, x);
    for (int i = 0; i < x.length; i++) {
      Expectation expected = expected(i);
      compare(i, expected, together.get(i));
      compare(i, expected, recording.gradients(loss, x[i]).get(0));
    }
  }

  Tensor[] put(Scope scope) {
    return inputs.stream().map(x -> OpCase.put(scope.ops(), x)).toArray(Tensor[]::new);
  }

  private void compare(int input, Expectation expected, Tensor gradient) {
    expected
        .mismatch(gradient)
        .ifPresent(
            mismatch -> Assertions.fail(name + ": gradient by input " + input + ": " + mismatch));
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
