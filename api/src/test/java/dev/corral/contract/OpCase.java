package dev.corral.contract;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.conformance.DoubleTensor;
import dev.corral.conformance.Expectation;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/**
 * One call of an operation, and what must come of it.
 *
 * @param name the operation, the shapes of its inputs, and its options
 * @param call makes the inputs and calls the operation
 * @param expected from the reference
 */
record OpCase(String name, Function<Ops, Tensor> call, Supplier<Expectation> expected) {

  static OpCase of(
      String op,
      String options,
      BiFunction<Ops, Tensor[], Tensor> call,
      Supplier<Expectation> expected,
      DoubleTensor... inputs) {
    String shapes = Arrays.stream(inputs).map(x -> x.shape() + " ").collect(Collectors.joining());
    String name = (op + " " + shapes + options).strip();
    return new OpCase(
        name,
        ops -> {
          Tensor[] in = Arrays.stream(inputs).map(x -> put(ops, x)).toArray(Tensor[]::new);
          Tensor result = call.apply(ops, in);
          for (int i = 0; i < in.length; i++) {
            compare(name + ": input " + i + " has changed", Expectation.exactly(inputs[i]), in[i]);
          }
          return result;
        },
        expected);
  }

  static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  void check(Scope scope) {
    compare(name, expected.get(), call.apply(scope.ops()));
  }

  private static void compare(String what, Expectation expected, Tensor tensor) {
    expected.mismatch(tensor).ifPresent(mismatch -> Assertions.fail(what + ": " + mismatch));
  }
}
