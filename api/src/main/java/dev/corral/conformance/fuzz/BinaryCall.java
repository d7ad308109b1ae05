package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ElementwiseReference;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function of each pair of elements of two tensors that broadcast.
 *
 * @param function the function
 */
record BinaryCall(BinaryWord function) implements Call {
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
    return in.get(0).broadcastWith(in.get(1));
  }

  @Override
  public Tensor run(Ops ops, List<Tensor> in) {
    return function.call().apply(ops, in.get(0), in.get(1));
  }

  @Override
  public Verdict expected(List<DoubleTensor> in) {
    DoubleTensor value = ElementwiseReference.map(function.function(), in.get(0), in.get(1));
    return function.ulps() == 0
        ? Verdict.nearest(value)
        : Verdict.withinUlps(value, function.ulps());
  }

  @Override
  public List<Optional<Adjoint>> pullBack(Pull pull) {
    return List.of(by(0, function.byFirst(), pull), by(1, function.bySecond(), pull));
  }

  private Optional<Adjoint> by(int argument, BinaryWord.@Nullable Slope slope, Pull pull) {
    if (slope == null) {
      return Optional.empty();
    }
    double[] a = pull.in().get(0).toArray();
    double[] b = pull.in().get(1).toArray();
    double[] y = pull.out().toArray();
    int[] fromA = Places.stretched(pull.in().get(0).shape(), pull.out().shape());
    int[] fromB = Places.stretched(pull.in().get(1).shape(), pull.out().shape());
    int[] to = argument == 0 ? fromA : fromB;
    Shares shares = pull.sharesOf(argument);
    for (int i = 0; i < y.length; i++) {
      shares.add(to[i], i, slope.at(a[fromA[i]], b[fromB[i]], y[i]));
    }
    return Optional.of(function.ulps() == 0 ? shares.sum() : shares.sum(UnaryCall.ROUNDINGS));
  }

  @Override
  public String java(String ops, List<String> in) {
    return ops + "." + word() + "(" + in.get(0) + ", " + in.get(1) + ")";
  }
}
