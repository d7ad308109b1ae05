package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.MovementReference;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The calls with a slice or a pad for each axis. */
final class SliceCalls {
  private SliceCalls() {}

  private static void check(String word, List<Slice> slices, List<Shape> in) {
    Shape x = in.get(0);
    if (x.rank() != slices.size()) {
      throw MovementCalls.misfit(word, slices, in);
    }
    for (int axis = 0; axis < slices.size(); axis++) {
      if (slices.get(axis).stop() > x.dim(axis)) {
        throw MovementCalls.misfit(word, slices, in);
      }
    }
  }

  private static String text(List<Slice> slices) {
    return slices.stream().map(s -> ", " + JavaText.of(s)).collect(Collectors.joining());
  }

  /** The same slices, cut to shorter axes. */
  private static List<Slice> fit(List<Slice> slices, Shape x) {
    List<Slice> fitted = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      Slice all = Slice.of(0, x.dim(axis));
      Slice old = axis < slices.size() ? slices.get(axis) : all;
      int stop = Math.min(old.stop(), x.dim(axis));
      fitted.add(old.start() <= stop ? new Slice(old.start(), stop, old.step()) : all);
    }
    return fitted;
  }

  /** The same slices with one step 1 or one start 0. */
  private static List<List<Slice>> simpler(List<Slice> slices) {
    List<List<Slice>> simpler = new ArrayList<>();
    for (int axis = 0; axis < slices.size(); axis++) {
      Slice old = slices.get(axis);
      if (old.step() > 1) {
        simpler.add(with(slices, axis, old.step(1)));
      }
      if (old.start() > 0) {
        simpler.add(with(slices, axis, new Slice(0, old.stop(), old.step())));
      }
    }
    return simpler;
  }

  private static <T> List<T> with(List<T> old, int index, T value) {
    List<T> changed = new ArrayList<>(old);
    changed.set(index, value);
    return List.copyOf(changed);
  }

  /** Part of a tensor. */
  record Part(List<Slice> slices) implements MovementCall {
    @Override
    public String word() {
      return "slice";
    }

    private Slice[] all() {
      return slices.toArray(Slice[]::new);
    }

    @Override
    public Shape shape(List<Shape> in) {
      check(word(), slices, in);
      return in.get(0).slice(all());
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.slice(in.get(0), all());
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.slice(in.get(0), all());
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".slice(" + in.get(0) + text(slices) + ")";
    }

    @Override
    public List<Call> simpler() {
      return SliceCalls.simpler(slices).stream().map(s -> (Call) new Part(s)).toList();
    }

    @Override
    public Call fitted(List<Shape> in) {
      return new Part(fit(slices, in.get(0)));
    }
  }

  /** A tensor with a part replaced. */
  record Scatter(List<Slice> slices) implements MovementCall {
    @Override
    public String word() {
      return "sliceScatter";
    }

    private Slice[] all() {
      return slices.toArray(Slice[]::new);
    }

    @Override
    public Shape shape(List<Shape> in) {
      check(word(), slices, in);
      Shape part = in.get(0).slice(all());
      if (!in.get(1).broadcastWith(part).equals(part)) {
        throw MovementCalls.misfit(word(), slices, in);
      }
      return in.get(0);
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.sliceScatter(in.get(0), in.get(1), all());
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.sliceScatter(in.get(0), in.get(1), all());
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".sliceScatter(" + in.get(0) + ", " + in.get(1) + text(slices) + ")";
    }

    @Override
    public List<Call> simpler() {
      return SliceCalls.simpler(slices).stream().map(s -> (Call) new Scatter(s)).toList();
    }

    @Override
    public Call fitted(List<Shape> in) {
      return new Scatter(fit(slices, in.get(0)));
    }
  }

  /** A tensor with a value inserted around and between its elements. */
  record Padded(float value, List<Pad> pads) implements MovementCall {
    @Override
    public String word() {
      return "pad";
    }

    private Pad[] all() {
      return pads.toArray(Pad[]::new);
    }

    @Override
    public double padding() {
      return value;
    }

    @Override
    public Shape shape(List<Shape> in) {
      if (in.get(0).rank() != pads.size()) {
        throw MovementCalls.misfit(word(), pads, in);
      }
      return in.get(0).pad(all());
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.pad(in.get(0), value, all());
    }

    @Override
    public DoubleTensor moved(List<DoubleTensor> in, double padding) {
      return MovementReference.pad(in.get(0), padding, all());
    }

    @Override
    public String java(String ops, List<String> in) {
      String text = pads.stream().map(p -> ", " + JavaText.of(p)).collect(Collectors.joining());
      return ops + ".pad(" + in.get(0) + ", " + JavaText.of(value) + text + ")";
    }

    @Override
    public List<Call> simpler() {
      List<Call> simpler = new ArrayList<>();
      for (int axis = 0; axis < pads.size(); axis++) {
        Pad p = pads.get(axis);
        if (p.before() > 0) {
          simpler.add(new Padded(value, with(pads, axis, new Pad(0, p.after(), p.interior()))));
        }
        if (p.after() > 0) {
          simpler.add(new Padded(value, with(pads, axis, new Pad(p.before(), 0, p.interior()))));
        }
        if (p.interior() > 0) {
          simpler.add(new Padded(value, with(pads, axis, Pad.of(p.before(), p.after()))));
        }
      }
      return simpler;
    }

    @Override
    public Call fitted(List<Shape> in) {
      List<Pad> fitted = new ArrayList<>(pads);
      while (fitted.size() < in.get(0).rank()) {
        fitted.add(Pad.NONE);
      }
      return new Padded(value, List.copyOf(fitted.subList(0, in.get(0).rank())));
    }
  }
}
