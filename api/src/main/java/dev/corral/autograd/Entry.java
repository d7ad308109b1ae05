package dev.corral.autograd;

import dev.corral.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recorded call: what it made, and of what.
 *
 * @param operation its name
 * @param result what it made
 * @param arguments what it was made of
 */
record Entry(String operation, Tensor result, List<Argument> arguments) {
  /**
   * An argument of a recorded call.
   *
   * @param tensor the argument
   * @param pullback how its gradient is found, or null if the result does not vary smoothly with it
   */
  record Argument(Tensor tensor, @Nullable Pullback pullback) {}
}
