package dev.corral.conformance.fuzz;

import dev.corral.conformance.fuzz.Finding.Kind;
import dev.corral.conformance.fuzz.Step.Life;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The programs that are a little simpler than one. */
final class Simplifications {
  /** In larger leaves single values are left as they are. */
  private static final int FEW = 48;

  private final Program program;
  private final List<Shape> shapes;
  private final List<Program> simpler = new ArrayList<>();

  private Simplifications(Program program) {
    this.program = program;
    this.shapes = program.shapes();
  }

  /** What is made simpler. */
  enum Of {
    /** The steps: fewer of them. */
    STEPS,
    /** Their options, and the shapes of leaves. */
    SHAPES,
    /** The values of leaves. */
    VALUES
  }

  static List<Program> of(Program program, Finding finding, Of kind) {
    Simplifications all = new Simplifications(program);
    switch (kind) {
      case STEPS -> {
        all.withoutTheEnd(finding);
        all.withoutSteps();
      }
      case SHAPES -> {
        all.forEachStep(all::plainer);
        all.smaller();
      }
      case VALUES -> all.forEachStep(all::rounder);
    }
    all.simpler.removeIf(program::equals);
    return all.simpler;
  }

  private void forEachStep(Consumer<Integer> part) {
    IntStream.rangeClosed(0, program.last()).forEach(part::accept);
  }

  private void withoutTheEnd(Finding finding) {
    if (finding.kind() == Kind.VALUE || finding.kind() == Kind.THROWN) {
      addIfFewer(program.endingAt(finding.step()));
    }
    if (program.gradient() && finding.kind() != Kind.GRADIENT) {
      simpler.add(new Program(program.steps(), false));
    }
    for (int i = 0; i <= program.last(); i++) {
      if (!program.steps().get(i).isLeaf()) {
        addIfFewer(program.endingAt(i));
      }
    }
  }

  private void addIfFewer(Program candidate) {
    if (candidate.steps().size() < program.steps().size()) {
      simpler.add(candidate);
    }
  }

  /** A step's result becomes a leaf, or one of its arguments of the same shape takes its place. */
  private void withoutSteps() {
    List<DoubleTensor> values = new ArrayList<>();
    for (int i = 0; i <= program.last(); i++) {
      Step step = program.steps().get(i);
      values.add(Reference.value(step.call(), step.arguments().stream().map(values::get).toList()));
    }
    for (int i = program.last() - 1; i >= 0; i--) {
      Step step = program.steps().get(i);
      if (!(step.call() instanceof LeafCalls.Values)) {
        Step leaf = new Step(new LeafCalls.Values(values.get(i)), List.of(), Life.KEPT);
        simpler.add(program.with(i, leaf).endingAt(program.last()));
      }
    }
    for (int i = program.last() - 1; i >= 0; i--) {
      for (int argument : program.steps().get(i).arguments()) {
        if (shapes.get(argument).equals(shapes.get(i))) {
          simpler.add(bypassed(i, argument));
        }
      }
    }
  }

  private Program bypassed(int index, int argument) {
    List<Step> steps = new ArrayList<>();
    for (Step step : program.steps()) {
      steps.add(
          step.taking(step.arguments().stream().map(a -> a == index ? argument : a).toList()));
    }
    return new Program(steps, program.gradient()).endingAt(program.last());
  }

  private void plainer(int index) {
    Step step = program.steps().get(index);
    if (step.life() != Life.KEPT) {
      simpler.add(program.with(index, step.with(Life.KEPT)));
    }
    for (Call call : step.call().simpler()) {
      fitted(program.with(index, step.with(call))).ifPresent(simpler::add);
    }
  }

  /** Leaves with shorter axes or fewer, alone and two together. */
  private void smaller() {
    List<int[]> axes = new ArrayList<>();
    for (int i = 0; i <= program.last(); i++) {
      if (program.steps().get(i).call() instanceof LeafCalls.Values) {
        for (int axis = 0; axis < shapes.get(i).rank(); axis++) {
          axes.add(new int[] {i, axis});
        }
      }
    }
    for (int[] a : axes) {
      for (int size : shorter(size(a))) {
        fitted(cut(program, a, size)).ifPresent(simpler::add);
      }
      if (size(a) == 1) {
        fitted(withoutAxis(a[0], a[1])).ifPresent(simpler::add);
      }
    }
    for (int[] a : axes) {
      for (int[] b : axes) {
        boolean ordered = a[0] < b[0] || (a[0] == b[0] && a[1] < b[1]);
        if (ordered && size(a) == size(b)) {
          for (int size : shorter(size(a))) {
            fitted(cut(cut(program, a, size), b, size)).ifPresent(simpler::add);
          }
        }
      }
    }
  }

  private int size(int[] axis) {
    return shapes.get(axis[0]).dim(axis[1]);
  }

  private static List<Integer> shorter(int size) {
    return IntStream.of(1, size / 2, size - 1)
        .filter(s -> s > 0 && s < size)
        .distinct()
        .boxed()
        .toList();
  }

  private static Program cut(Program program, int[] axis, int size) {
    Step leaf = program.steps().get(axis[0]);
    DoubleTensor old = ((LeafCalls.Values) leaf.call()).values();
    Shape shape = old.shape().with(axis[1], size);
    return program.with(
        axis[0], leaf.with(new LeafCalls.Values(DoubleTensor.generate(shape, old::get))));
  }

  private Program withoutAxis(int index, int axis) {
    Step leaf = program.steps().get(index);
    DoubleTensor old = ((LeafCalls.Values) leaf.call()).values();
    Shape shape = old.shape().reduce(false, axis);
    DoubleTensor flat = MovementReference.reshape(old, shape);
    return program.with(index, leaf.with(new LeafCalls.Values(flat)));
  }

  /** The program with its calls' options fitted to the leaves' shapes, if they can be. */
  private static Optional<Program> fitted(Program changed) {
    List<Step> steps = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    try {
      for (Step step : changed.steps()) {
        List<Shape> in = step.arguments().stream().map(shapes::get).toList();
        Call call = step.isLeaf() ? step.call() : step.call().fitted(in);
        shapes.add(call.shape(in));
        steps.add(step.with(call));
      }
      return Optional.of(new Program(steps, changed.gradient()));
    } catch (ShapeException misfit) {
      return Optional.empty();
    }
  }

  /** Rounder values in a leaf: all of them, then one by one. */
  private void rounder(int index) {
    Step step = program.steps().get(index);
    if (!(step.call() instanceof LeafCalls.Values leaf)) {
      return;
    }
    double[] values = leaf.values().toArray();
    addValues(index, leaf.values().map(v -> 1));
    addValues(index, leaf.values().map(Math::rint));
    for (int block = values.length / 2; block > 1; block /= 2) {
      for (int start = 0; start < values.length; start += block) {
        withoutValues(index, values, start, Math.min(start + block, values.length));
      }
    }
    for (int i = 0; i < values.length && values.length <= FEW; i++) {
      for (double round : new double[] {0, 1, Math.rint(values[i])}) {
        if (isRounder(round, values[i])) {
          double[] changed = values.clone();
          changed[i] = round;
          simpler.add(withValues(index, DoubleTensor.of(leaf.values().shape(), changed)));
        }
      }
    }
  }

  /** Zeros in the place of some values. */
  private void withoutValues(int index, double[] values, int from, int to) {
    double[] changed = values.clone();
    Arrays.fill(changed, from, to, 0);
    if (!Arrays.equals(values, changed)) {
      Shape shape = shapes.get(index);
      simpler.add(withValues(index, DoubleTensor.of(shape, changed)));
    }
  }

  private void addValues(int index, DoubleTensor values) {
    double[] before = ((LeafCalls.Values) program.steps().get(index).call()).values().toArray();
    double[] after = values.toArray();
    boolean rounder = false;
    for (int i = 0; i < before.length; i++) {
      rounder |= isRounder(after[i], before[i]);
    }
    if (rounder
        && IntStream.range(0, before.length).noneMatch(i -> before[i] == 0 && after[i] != 0)) {
      simpler.add(withValues(index, values));
    }
  }

  private Program withValues(int index, DoubleTensor values) {
    return program.with(index, program.steps().get(index).with(new LeafCalls.Values(values)));
  }

  /** 0 is the roundest, then 1, then other integers. */
  private static boolean isRounder(double a, double b) {
    return roughness(a) < roughness(b);
  }

  private static int roughness(double value) {
    boolean zero = Double.compare(value, 0.0) == 0;
    return zero ? 0 : value == 1 ? 1 : value == Math.rint(value) && Math.abs(value) < 100 ? 2 : 3;
  }
}
