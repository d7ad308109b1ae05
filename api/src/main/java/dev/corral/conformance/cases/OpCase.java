package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.conformance.rules.Rule;
import dev.corral.conformance.rules.Rules;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One call of an operation, and what must come of it.
 *
 * @param op the operation's name
 * @param options in words
 * @param inputs the tensors that it is called with
 * @param call calls it
 * @param expected from the reference
 */
record OpCase(
    String op,
    String options,
    List<DoubleTensor> inputs,
    BiFunction<Ops, Tensor[], Tensor> call,
    Supplier<Expectation> expected) {
  private static final String LAYERS = "layers.601";
  private static final String SHORTHANDS = "ops.491";

  /** More values than this are not worth reading. */
  private static final int FEW = 64;

  static OpCase of(
      String op,
      String options,
      BiFunction<Ops, Tensor[], Tensor> call,
      Supplier<Expectation> expected,
      DoubleTensor... inputs) {
    return new OpCase(op, options, List.of(inputs), call, expected);
  }

  static Tensor put(Ops ops, DoubleTensor x) {
    return ops.fromArray(x.shape(), x.toFloatArray());
  }

  static Tensor[] put(Ops ops, List<DoubleTensor> inputs) {
    return inputs.stream().map(x -> put(ops, x)).toArray(Tensor[]::new);
  }

  /** The operation, the shapes of its inputs, and its options. */
  String title() {
    return title(op, options, inputs);
  }

  static String title(String op, String options, List<DoubleTensor> inputs) {
    String shapes = inputs.stream().map(x -> x.shape() + " ").collect(Collectors.joining());
    return (op + " " + shapes + options).strip();
  }

  /** The title, and the inputs as Java where they are short. */
  String repeat() {
    return repeat(title(), inputs);
  }

  static String repeat(String title, List<DoubleTensor> inputs) {
    StringBuilder text = new StringBuilder(title);
    for (int i = 0; i < inputs.size(); i++) {
      DoubleTensor x = inputs.get(i);
      if (x.shape().size() <= FEW) {
        text.append(System.lineSeparator()).append("    input ").append(i).append(": new float[] ");
        text.append(Arrays.toString(x.toFloatArray()).replace('[', '{').replace(']', '}'));
      }
    }
    return text.toString();
  }

  /** The rule of its word. */
  String rule() {
    return op.equals("apply") ? LAYERS : Rules.ofWord(op).map(Rule::id).orElse(SHORTHANDS);
  }

  /** The case of its word's own rule. */
  Check check() {
    return check(rule(), title());
  }

  Check check(String rule, String title) {
    return new Check(rule, title, subject -> subject.inScope(scope -> runOn(scope.ops())));
  }

  /** Makes the inputs, calls the operation and compares the result. */
  void runOn(Ops ops) {
    Mismatch.require(repeat(), () -> difference(ops));
  }

  /** Makes the inputs and calls the operation. */
  Values values(Ops ops) {
    return Values.of(call.apply(ops, put(ops, inputs)));
  }

  /** The same call with a note of what it is called on. */
  OpCase on(String kind) {
    return new OpCase(op, (options + " " + kind).strip(), inputs, call, expected);
  }

  /** The same call, the result of which may have 0 in the place of subnormal values. */
  OpCase orFlushed() {
    return new OpCase(
        op,
        options,
        inputs,
        call,
        () -> {
          Expectation exact = expected.get();
          return Expectation.within(
              exact.value(), exact.bound().map(bound -> bound + Float.MIN_NORMAL));
        });
  }

  private Optional<String> difference(Ops ops) {
    return expected.get().mismatch(call.apply(ops, put(ops, inputs)));
  }
}
