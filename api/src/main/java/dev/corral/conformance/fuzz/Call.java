package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** A word of the vocabulary with its options: what a step of a program calls. */
interface Call {
  /** The name of the word. */
  String word();

  /**
   * The shape of the result.
   *
   * @throws dev.corral.tensor.ShapeException if the call does not take arguments of these shapes
   */
  Shape shape(List<Shape> in);

  Tensor run(Ops ops, List<Tensor> in);

  /** What the reference makes of float32 arguments. */
  Verdict expected(List<DoubleTensor> in);

  /** The gradient by each argument; none by one that the result does not vary smoothly with. */
  List<Optional<Adjoint>> pullBack(Pull pull);

  /** The call as a Java expression. */
  String java(String ops, List<String> in);

  /** For which arguments the reference says what becomes of them. */
  Takes takes();

  /** Calls with simpler options that take the same arguments. */
  default List<Call> simpler() {
    return List.of();
  }

  /**
   * The same call for arguments of other shapes.
   *
   * @return this one where its options do not depend on the shapes
   */
  default Call fitted(List<Shape> in) {
    return this;
  }
}
