package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Goes backwards through a program in the reference, at the forward values of a backend. */
final class Backward {
  private final Map<Integer, Adjoint> adjoints = new TreeMap<>();
  private final List<List<Boolean>> smooth = new ArrayList<>();
  private final Program program;
  private final List<DoubleTensor> values;
  private boolean tame = true;

  private Backward(Program program, List<DoubleTensor> values) {
    this.program = program;
    this.values = values;
  }

  static Backward through(Program program, List<DoubleTensor> values) {
    Backward backward = new Backward(program, values);
    backward.tame = values.stream().allMatch(Backward::isOrdinary);
    DoubleTensor weights = Program.weights(values.get(program.last()).shape());
    backward.adjoints.put(program.last(), Adjoint.exactly(weights));
    for (int i = program.last(); i >= 0 && backward.tame; i--) {
      backward.pullBack(i);
    }
    return backward;
  }

  /** Whether the rules of gradients can be held to their bounds there. */
  private static boolean isOrdinary(DoubleTensor x) {
    return Arrays.stream(x.toArray()).allMatch(v -> Double.isFinite(v) && !Verdict.isSubnormal(v));
  }

  private void pullBack(int index) {
    Step step = program.steps().get(index);
    Adjoint gradient = adjoints.get(index);
    if (gradient == null) {
      smooth.add(0, List.of());
      return;
    }
    List<DoubleTensor> in = step.arguments().stream().map(values::get).toList();
    List<Optional<Adjoint>> shares =
        step.call().pullBack(new Pull(in, values.get(index), gradient));
    smooth.add(0, shares.stream().map(Optional::isPresent).toList());
    for (int k = 0; k < shares.size(); k++) {
      int argument = step.arguments().get(k);
      shares.get(k).ifPresent(share -> adjoints.merge(argument, share, Adjoint::plus));
    }
    tame &= shares.stream().flatMap(Optional::stream).allMatch(Adjoint::isTame);
  }

  /** Whether every gradient on the way stays far from where float32 overflows. */
  boolean isTame() {
    return tame;
  }

  /** The leaves from which smooth steps lead to the last. */
  List<Integer> leaves() {
    return adjoints.keySet().stream()
        .filter(i -> program.steps().get(i).isLeaf() && i != program.last())
        .toList();
  }

  /** The gradient by the result of a step, if there is one. */
  Optional<Adjoint> adjoint(int step) {
    return Optional.ofNullable(adjoints.get(step));
  }

  /** Whether the gradient flows from a step to one of its arguments. */
  boolean flows(int step, int argument) {
    return smooth.get(step).get(argument);
  }
}
