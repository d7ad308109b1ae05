package dev.corral.autograd;

import dev.corral.autograd.Entry.Argument;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.tensor.GradientException;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes down what operations do, so that their result can be differentiated:
 *
 * <pre>{@code
 * Recording recording = Recording.in(scope);
 * Ops ops = recording.ops();
 * Tensor loss = ops.sum(ops.square(ops.sub(ops.conv2d(x, w), y)));
 * List<Tensor> gradients = recording.gradients(loss, w);
 * }</pre>
 *
 * <p>A recording belongs to a scope, and so do the results and gradients that it makes. It keeps
 * nothing alive by itself: what the backward pass needs must still be open then. Several recordings
 * may exist side by side; like a scope, each is used by one thread at a time.
 *
 * <p>The method is reverse accumulation: Linnainmaa, <em>Taylor expansion of the accumulated
 * rounding error</em>, BIT 16 (1976).
 */
public final class Recording {
  static final String HOST_MADE = "fromArray";

  private final Scope scope;
  private final List<Entry> entries = new ArrayList<>();
  private final Ops ops;

  private Recording(Scope scope) {
    this.scope = scope;
    this.ops = scope.checked(new RecordingOps(scope.unchecked(), entries));
  }

  /**
   * Begins a recording.
   *
   * @param scope owns what the recording makes
   * @return an empty recording
   */
  public static Recording in(Scope scope) {
    return new Recording(scope);
  }

  /**
   * The operations that are written down.
   *
   * @return checked operations, recorded
   */
  public Ops ops() {
    return ops;
  }

  /**
   * The gradients of a scalar by any tensors, found by going through the recorded calls backwards.
   *
   * @param y a tensor of one element that this recording's operations made
   * @param x tensors from which recorded calls lead to y: parameters, constants or intermediate
   *     results
   * @return for each x, a tensor of its shape, owned by the recording's scope
   * @throws GradientException if y has not exactly one element, or no differentiable path leads
   *     from an x to y
   * @throws dev.corral.tensor.ClosedException if a tensor that the backward pass needs has closed
   */
  public List<Tensor> gradients(Tensor y, Tensor... x) {
    return gradients(y, List.of(x));
  }

  /**
   * As {@link #gradients(Tensor, Tensor...)}.
   *
   * @param y a tensor of one element that this recording's operations made
   * @param x tensors from which recorded calls lead to y
   * @return for each x, a tensor of its shape, owned by the recording's scope
   */
  public List<Tensor> gradients(Tensor y, List<Tensor> x) {
    if (y.shape().size() != 1) {
      throw new GradientException(
          "the gradient of a tensor of shape " + y.shape() + ", " + y.shape().size() + " elements",
          "a scalar",
          "Reduce it first, as a loss does with sum or mean");
    }
    Paths paths = new Paths(entries, y);
    x.forEach(paths::requireFrom);
    Set<Tensor> wanted = identitySet();
    wanted.addAll(x);
    try (Scope backward = scope.scope()) {
      IdentityHashMap<Tensor, Tensor> found = backward(backward, y, wanted);
      return x.stream()
          .map(tensor -> backward.promote(Objects.requireNonNull(found.get(tensor))))
          .toList();
    }
  }

  private IdentityHashMap<Tensor, Tensor> backward(Scope scope, Tensor y, Set<Tensor> wanted) {
    Set<Tensor> leading = leadingFrom(wanted);
    IdentityHashMap<Tensor, Tensor> gradients = new IdentityHashMap<>();
    gradients.put(y, scope.unchecked().fill(y.shape(), 1));
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      Tensor gradient = gradients.get(entry.result());
      if (gradient != null) {
        pullBack(scope, entry, gradient, leading, gradients);
        if (!wanted.contains(entry.result())) {
          gradients.remove(entry.result());
          gradient.close();
        }
      }
    }
    return gradients;
  }

  /** One entry's share of the backward pass; what its rules make on the way ends at once. */
  private static void pullBack(
      Scope scope,
      Entry entry,
      Tensor gradient,
      Set<Tensor> leading,
      IdentityHashMap<Tensor, Tensor> gradients) {
    try (Scope step = scope.scope()) {
      for (Argument argument : entry.arguments()) {
        if (argument.pullback() != null && leading.contains(argument.tensor())) {
          Tensor share = argument.pullback().apply(step.unchecked(), gradient);
          Tensor sum = gradients.get(argument.tensor());
          if (sum == null) {
            gradients.put(argument.tensor(), step.promote(share));
          } else {
            gradients.put(argument.tensor(), step.promote(step.unchecked().add(sum, share)));
            sum.close();
          }
        }
      }
    }
  }

  /** All tensors that vary with the wanted ones: only towards these need gradients flow. */
  private Set<Tensor> leadingFrom(Set<Tensor> wanted) {
    Set<Tensor> leading = identitySet();
    leading.addAll(wanted);
    for (Entry entry : entries) {
      for (Argument argument : entry.arguments()) {
        if (argument.pullback() != null && leading.contains(argument.tensor())) {
          leading.add(entry.result());
        }
      }
    }
    return leading;
  }

  static Set<Tensor> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
