package dev.corral.conformance.fuzz;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Steps that each take the results of earlier ones.
 *
 * @param steps at least one
 * @param gradient whether the last result, weighed, is differentiated by the leaves
 */
record Program(List<Step> steps, boolean gradient) {
  private static final double[] WEIGHTS = {1, -2, 3, -1, 2};

  Program {
    steps = List.copyOf(steps);
  }

  /** What the loss weighs the elements of the last result with: small integers. */
  static DoubleTensor weights(Shape shape) {
    return Places.numbered(shape, 0).map(i -> WEIGHTS[(int) i % WEIGHTS.length]);
  }

  int last() {
    return steps.size() - 1;
  }

  /** How many steps compute something. */
  int operations() {
    return (int) steps.stream().filter(step -> !step.isLeaf()).count();
  }

  /**
   * The shapes of all results.
   *
   * @throws dev.corral.tensor.ShapeException if a call does not fit
   */
  List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (Step step : steps) {
      shapes.add(step.call().shape(step.arguments().stream().map(shapes::get).toList()));
    }
    return shapes;
  }

  /** For each step, those whose results are not taken after it. */
  List<List<Integer>> lastUses() {
    List<List<Integer>> uses = new ArrayList<>();
    TreeSet<Integer> later = new TreeSet<>();
    for (int i = last(); i >= 0; i--) {
      TreeSet<Integer> ending = new TreeSet<>(steps.get(i).arguments());
      ending.add(i);
      ending.removeAll(later);
      later.addAll(ending);
      uses.add(0, List.copyOf(ending));
    }
    return uses;
  }

  /** Only the steps that one of them needs, which becomes the last. */
  Program endingAt(int step) {
    TreeSet<Integer> needed = new TreeSet<>(List.of(step));
    for (int i = step; i >= 0; i--) {
      if (needed.contains(i)) {
        needed.addAll(steps.get(i).arguments());
      }
    }
    List<Integer> kept = List.copyOf(needed);
    List<Step> fewer = new ArrayList<>();
    for (int old : kept) {
      Step from = steps.get(old);
      fewer.add(from.taking(from.arguments().stream().map(kept::indexOf).toList()));
    }
    return new Program(fewer, gradient);
  }

  Program with(int index, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new Program(changed, gradient);
  }
}
