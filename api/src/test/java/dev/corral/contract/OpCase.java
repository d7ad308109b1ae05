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
    return new OpCase(
        (op + " " + shapes + options).strip(),
        ops -> call.apply(ops, Arrays.stream(inputs).map(x -> put(ops, x)).toArray(Tensor[]::new)),
        expected);
  }

  static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  void check(Scope scope) {
    expected
        .get()
        .mismatch(call.apply(scope.ops()))
        .ifPresent(mismatch -> Assertions.fail(name + ": " + mismatch));
  }
}
