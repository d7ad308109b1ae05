package dev.corral.conformance.fuzz;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ElementwiseReference;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Another backend in the place of the reference. It computes each step, forward and backward, from
 * the values that the backend under test has computed; both may be off by the step's bound, so they
 * may differ by twice as much.
 */
final class Peer implements Oracle {
  private final Session session;

  Peer(Session session) {
    this.session = session;
  }

  @Override
  public Verdict result(Call call, List<DoubleTensor> in) {
    return compared(
        call.expected(in),
        inScope(scope -> DoubleTensor.of(call.run(scope.ops(), put(scope.ops(), in)))));
  }

  private <T> T inScope(Function<Scope, T> work) {
    try (Scope scope = session.scope()) {
      return work.apply(scope);
    } catch (RuntimeException | Error thrown) {
      throw new IllegalStateException("the other backend threw " + thrown, thrown);
    }
  }

  private static Verdict compared(Verdict reference, DoubleTensor value) {
    return reference.exact()
        ? Verdict.moved(value)
        : Verdict.of(
            Expectation.within(value, reference.expectation().bound().map(bound -> 2 * bound)));
  }

  private static List<Tensor> put(Ops ops, List<DoubleTensor> in) {
    return in.stream().map(x -> ops.fromArray(x.shape(), x.toFloatArray())).toList();
  }

  @Override
  public List<Verdict> gradients(Program program, List<DoubleTensor> values, Backward backward) {
    Map<Integer, DoubleTensor> gradients = new TreeMap<>();
    gradients.put(program.last(), Program.weights(values.get(program.last()).shape()));
    for (int i = program.last(); i >= 0; i--) {
      DoubleTensor gradient = gradients.get(i);
      if (gradient != null) {
        pullBack(program, i, values, backward, gradient, gradients);
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (int leaf : backward.leaves()) {
      Verdict reference = Verdict.of(backward.adjoint(leaf).orElseThrow());
      verdicts.add(compared(reference, Objects.requireNonNull(gradients.get(leaf))));
    }
    return verdicts;
  }

  /** One step backwards: the gradients by its arguments, by a recording of the step alone. */
  private void pullBack(
      Program program,
      int index,
      List<DoubleTensor> values,
      Backward backward,
      DoubleTensor gradient,
      Map<Integer, DoubleTensor> gradients) {
    Step step = program.steps().get(index);
    List<Integer> smooth = new ArrayList<>();
    for (int k = 0; k < step.arguments().size(); k++) {
      if (backward.flows(index, k)) {
        smooth.add(k);
      }
    }
    if (smooth.isEmpty()) {
      return;
    }
    List<DoubleTensor> in = step.arguments().stream().map(values::get).toList();
    List<DoubleTensor> shares = inScope(scope -> shares(scope, step.call(), in, smooth, gradient));
    for (int k = 0; k < shares.size(); k++) {
      gradients.merge(step.arguments().get(smooth.get(k)), shares.get(k), Peer::sum);
    }
  }

  private static List<DoubleTensor> shares(
      Scope scope,
      Call call,
      List<DoubleTensor> values,
      List<Integer> smooth,
      DoubleTensor gradient) {
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    List<Tensor> in = put(scope.ops(), values);
    Tensor y = call.run(ops, in);
    Tensor weights = ops.fromArray(gradient.shape(), gradient.toFloatArray());
    Tensor loss = ops.sum(ops.mul(y, weights));
    List<Tensor> x = smooth.stream().map(in::get).toList();
    return recording.gradients(loss, x).stream().map(DoubleTensor::of).toList();
  }

  private static DoubleTensor sum(DoubleTensor a, DoubleTensor b) {
    return ElementwiseReference.map((x, y) -> (float) (x + y), a, b);
  }
}
