package dev.corral.conformance.fuzz;

import java.util.List;

/**
 * A step of a program: a call on the results of earlier steps.
 *
 * @param call what it calls
 * @param arguments the numbers of the steps whose results it takes
 * @param life how long its result lives
 */
record Step(Call call, List<Integer> arguments, Life life) {
  /** How long the result of a step lives. */
  enum Life {
    /** As long as the scope of the program. */
    KEPT,
    /** Until the last step that takes it; views of it live on. */
    CLOSED,
    /** It is made in a scope of its own and promoted before that closes. */
    PROMOTED
  }

  Step {
    arguments = List.copyOf(arguments);
  }

  boolean isLeaf() {
    return arguments.isEmpty();
  }

  Step with(Call other) {
    return new Step(other, arguments, life);
  }

  Step with(Life other) {
    return new Step(call, arguments, other);
  }

  Step taking(List<Integer> others) {
    return new Step(call, others, life);
  }
}
