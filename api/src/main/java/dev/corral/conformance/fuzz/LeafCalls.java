package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** The calls that programs begin with. */
final class LeafCalls {
  private LeafCalls() {}

  /** Given values, all of them float32. */
  record Values(DoubleTensor values) implements Call {
    @Override
    public String word() {
      return "fromArray";
    }

    @Override
    public Shape shape(List<Shape> in) {
      return values.shape();
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.fromArray(values.shape(), values.toFloatArray());
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.moved(values);
    }

    @Override
    public Takes takes() {
      return Takes.ANYTHING;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      return List.of();
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops
          + (".fromArray(" + JavaText.of(values.shape()))
          + (", " + JavaText.of(values.toFloatArray()) + ")");
    }
  }

  /** One value everywhere. */
  record Fill(Shape to, float value) implements Call {
    @Override
    public String word() {
      return "fill";
    }

    @Override
    public Shape shape(List<Shape> in) {
      return to;
    }

    @Override
    public Tensor run(Ops ops, List<Tensor> in) {
      return ops.fill(to, value);
    }

    @Override
    public Verdict expected(List<DoubleTensor> in) {
      return Verdict.moved(DoubleTensor.full(to, value));
    }

    @Override
    public Takes takes() {
      return Takes.ANYTHING;
    }

    @Override
    public List<Optional<Adjoint>> pullBack(Pull pull) {
      return List.of();
    }

    @Override
    public String java(String ops, List<String> in) {
      return ops + ".fill(" + JavaText.of(to) + ", " + JavaText.of(value) + ")";
    }

    @Override
    public List<Call> simpler() {
      return MovementCalls.smaller(to).map(shape -> (Call) new Fill(shape, value)).toList();
    }
  }
}
