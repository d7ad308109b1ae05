package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A function of each element of a tensor.
 *
 * @param function the function
 */
record UnaryCall(UnaryWord function) implements Call {
  /** What computing a derivative rounds, generously: a few functions and quotients. */
  static final int ROUNDINGS = 64;

  @Override
  public String word() {
    return function.word();
  }

  @Override
  public Takes takes() {
    return Takes.NORMAL;
  }

  @Override
  public Shape shape(List<Shape> in) {
    return in.get(0);
  }

  @Override
  public Tensor run(Ops ops, List<Tensor> in) {
    return function.call().apply(ops, in.get(0));
  }

  @Override
  public Verdict expected(List<DoubleTensor> in) {
    DoubleTensor value = in.get(0).map(function.function());
    return function.ulps() == 0
        ? Verdict.nearest(value)
        : Verdict.withinUlps(value, function.ulps());
  }

  @Override
  public List<Optional<Adjoint>> pullBack(Pull pull) {
    double[] x = pull.in().get(0).toArray();
    double[] y = pull.out().toArray();
    Shares shares = pull.sharesOf(0);
    for (int i = 0; i < x.length; i++) {
      double size = function.size().applyAsDouble(x[i], y[i]);
      shares.add(i, i, function.slope().applyAsDouble(x[i], y[i]), size);
    }
    return List.of(Optional.of(function.ulps() == 0 ? shares.sum() : shares.sum(ROUNDINGS)));
  }

  @Override
  public String java(String ops, List<String> in) {
    return ops + "." + word() + "(" + in.get(0) + ")";
  }
}
