package dev.corral.autograd;

import dev.corral.autograd.Entry.Argument;
import dev.corral.tensor.GradientException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a tensor was recorded to be made of, and why something else is not among it. */
final class Paths {
  private static final String RECORDED_WAY =
      "compute y from x with the recording's operations alone (slice, mul, sum, concat and the"
          + " like, or corr2d)";

  private final List<Entry> entries;
  private final Tensor y;
  private final Set<Tensor> smooth = Recording.identitySet();
  private final Set<Tensor> any = Recording.identitySet();

  Paths(List<Entry> entries, Tensor y) {
    this.entries = entries;
    this.y = y;
    smooth.add(y);
    any.add(y);
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      for (Argument argument : entry.arguments()) {
        if (any.contains(entry.result())) {
          any.add(argument.tensor());
        }
        if (argument.pullback() != null && smooth.contains(entry.result())) {
          smooth.add(argument.tensor());
        }
      }
    }
  }

  void requireFrom(Tensor x) {
    if (!smooth.contains(x)) {
      throw noPath(x);
    }
  }

  private GradientException noPath(Tensor x) {
    String given =
        "the gradient of a tensor of shape " + y.shape() + " by one of shape " + x.shape();
    if (entries.stream().noneMatch(entry -> entry.result() == y)) {
      return new GradientException(
          given + ", which this recording did not see being made",
          "a tensor that this recording's operations made",
          "Compute y with recording.ops(), not with scope.ops()");
    }
    if (any.contains(x)) {
      return new GradientException(
          given + ", between which stands " + constantsAfter(x) + ", which carries no gradient",
          "a path of differentiable operations from x to y",
          "Leave it out of the path, or replace it by a smooth operation");
    }
    List<Shape> hostMade =
        entries.stream()
            .filter(e -> e.operation().equals(Recording.HOST_MADE) && smooth.contains(e.result()))
            .map(entry -> entry.result().shape())
            .toList();
    if (!hostMade.isEmpty()) {
      return new GradientException(
          given
              + ", but y was computed from values that the host made: the tensor of shape "
              + hostMade.stream().map(Shape::toString).collect(Collectors.joining(", "))
              + " from fromArray, where the recording ends",
          "a path of recorded operations from x to y",
          "Instead of reading values and filling an array on the host, " + RECORDED_WAY);
    }
    return new GradientException(
        given + ", from which y was not computed",
        "a path of recorded operations from x to y",
        "Check that x itself, not a copy, was used, and " + RECORDED_WAY);
  }

  /** The operations without a gradient that x runs into on its way to y. */
  private String constantsAfter(Tensor x) {
    Set<Tensor> fromX = Recording.identitySet();
    fromX.add(x);
    List<String> names = new ArrayList<>();
    for (Entry entry : entries) {
      for (Argument argument : entry.arguments()) {
        if (fromX.contains(argument.tensor()) && any.contains(entry.result())) {
          fromX.add(entry.result());
          if (argument.pullback() == null && !names.contains(entry.operation())) {
            names.add(entry.operation());
          }
        }
      }
    }
    return String.join(", ", names);
  }
}
