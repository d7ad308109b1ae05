package dev.corral.conformance.fuzz;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.fuzz.Step.Life;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program under way on a backend. */
final class Execution implements AutoCloseable {
  private final Program program;
  private final Scope scope;
  private final Recording recording;
  private final Ops ops;
  private final List<Tensor> results = new ArrayList<>();

  Execution(Session session, Program program) {
    this.program = program;
    this.scope = session.scope();
    this.recording = Recording.in(scope);
    this.ops = program.gradient() ? recording.ops() : scope.ops();
  }

  /** Runs the next step and gives the values of its result. */
  DoubleTensor next() {
    int index = results.size();
    Step step = program.steps().get(index);
    List<Tensor> in = step.arguments().stream().map(results::get).toList();
    Tensor result = step.life() == Life.PROMOTED ? promoted(step, in) : step.call().run(ops, in);
    results.add(result);
    return DoubleTensor.of(result);
  }

  private Tensor promoted(Step step, List<Tensor> in) {
    try (Scope inner = scope.scope()) {
      return inner.promote(step.call().run(inner.ops(), in));
    }
  }

  /** The values of an earlier result now, if it is open. */
  Optional<DoubleTensor> read(int step) {
    Tensor result = results.get(step);
    return result.isClosed() ? Optional.empty() : Optional.of(DoubleTensor.of(result));
  }

  /** Closes what no later step takes, if it is to be closed then. */
  void close(List<Integer> steps) {
    for (int step : steps) {
      if (program.steps().get(step).life() == Life.CLOSED) {
        results.get(step).close();
      }
    }
  }

  /** The gradients of the loss by results of steps. */
  List<DoubleTensor> gradients(List<Integer> steps) {
    Tensor last = results.get(program.last());
    DoubleTensor weights = Program.weights(last.shape());
    Tensor loss = ops.sum(ops.mul(last, ops.fromArray(weights.shape(), weights.toFloatArray())));
    List<Tensor> x = steps.stream().map(results::get).toList();
    return recording.gradients(loss, x).stream().map(DoubleTensor::of).toList();
  }

  @Override
  public void close() {
    scope.close();
  }
}
