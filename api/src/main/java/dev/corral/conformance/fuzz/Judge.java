package dev.corral.conformance.fuzz;

import dev.corral.backend.Session;
import dev.corral.conformance.fuzz.Finding.Kind;
import dev.corral.conformance.reference.DoubleTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs programs on the backend under test and compares each result with what the oracle says. */
final class Judge {
  private final Session subject;
  private final Oracle oracle;
  private long judgedResults;
  private long judgedGradients;

  Judge(Session subject, Oracle oracle) {
    this.subject = subject;
    this.oracle = oracle;
  }

  /** How many results of steps have been compared. */
  long judgedResults() {
    return judgedResults;
  }

  /** How many gradients have been compared. */
  long judgedGradients() {
    return judgedGradients;
  }

  /** Runs a program; what is wrong, if anything is. */
  Optional<Finding> judge(Program program) {
    long tensors = subject.liveTensors();
    long bytes = subject.liveBytes();
    Optional<Finding> finding = run(program);
    if (finding.isEmpty() && (subject.liveTensors() != tensors || subject.liveBytes() != bytes)) {
      String left =
          (subject.liveTensors() - tensors)
              + (" tensors and " + (subject.liveBytes() - bytes))
              + " bytes are alive after the program";
      return Optional.of(finding(Kind.LEAK, program, program.last(), left, null));
    }
    return finding;
  }

  private static Finding finding(
      Kind kind, Program program, int step, String message, @Nullable Verdict verdict) {
    return new Finding(kind, step, program.steps().get(step).call().word(), message, verdict);
  }

  private Optional<Finding> run(Program program) {
    List<DoubleTensor> values = new ArrayList<>();
    List<List<Integer>> lastUses = program.lastUses();
    try (Execution execution = new Execution(subject, program)) {
      while (values.size() < program.steps().size()) {
        int index = values.size();
        Step step = program.steps().get(index);
        List<DoubleTensor> in = step.arguments().stream().map(values::get).toList();
        DoubleTensor value = execution.next();
        values.add(value);
        Optional<Finding> wrong = compare(program, index, in, value);
        if (wrong.isPresent()) {
          return wrong;
        }
        execution.close(lastUses.get(index));
      }
      return changed(program, execution, values)
          .or(() -> program.gradient() ? gradients(program, execution, values) : Optional.empty());
    } catch (RuntimeException | Error thrown) {
      int step = Math.min(values.size(), program.last());
      return Optional.of(finding(Kind.THROWN, program, step, "it threw " + thrown, null));
    }
  }

  /** Reads again all that is still open: tensors are immutable. */
  private static Optional<Finding> changed(
      Program program, Execution execution, List<DoubleTensor> values) {
    for (int i = 0; i < values.size(); i++) {
      int step = i;
      Verdict before = Verdict.moved(values.get(i));
      Optional<Finding> changed =
          execution
              .read(i)
              .flatMap(now -> before.expectation().mismatch(now.shape(), now.toFloatArray()))
              .map(message -> finding(Kind.CHANGED, program, step, message, before));
      if (changed.isPresent()) {
        return changed;
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> compare(
      Program program, int index, List<DoubleTensor> in, DoubleTensor value) {
    Call call = program.steps().get(index).call();
    if (!call.takes().accepts(in)) {
      return Optional.empty();
    }
    judgedResults++;
    Verdict verdict = oracle.result(call, in);
    return verdict
        .expectation()
        .mismatch(value.shape(), value.toFloatArray())
        .map(message -> finding(Kind.VALUE, program, index, message, verdict));
  }

  private Optional<Finding> gradients(
      Program program, Execution execution, List<DoubleTensor> values) {
    Backward backward = Backward.through(program, values);
    List<Integer> leaves = backward.isTame() ? backward.leaves() : List.of();
    if (leaves.isEmpty()) {
      return Optional.empty();
    }
    judgedGradients += leaves.size();
    List<DoubleTensor> gradients = execution.gradients(leaves);
    List<Verdict> verdicts = oracle.gradients(program, values, backward);
    for (int i = 0; i < leaves.size(); i++) {
      Verdict verdict = verdicts.get(i);
      DoubleTensor g = gradients.get(i);
      Optional<String> message = verdict.expectation().mismatch(g.shape(), g.toFloatArray());
      if (message.isPresent()) {
        return Optional.of(finding(Kind.GRADIENT, program, leaves.get(i), message.get(), verdict));
      }
    }
    return Optional.empty();
  }
}
