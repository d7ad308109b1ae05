package dev.corral.conformance.fuzz;

import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.ReductionReference;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function along axes.
 *
 * @param function the function
 * @param keepDims whether reduced axes stay with size 1
 * @param axes ascending; none for a scalar
 */
record ReductionCall(ReductionWord function, boolean keepDims, List<Integer> axes) implements Call {
  @Override
  public String word() {
    return function.word;
  }

  private int[] axesOf() {
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private int axis() {
    return axes.get(0);
  }

  @Override
  public Shape shape(List<Shape> in) {
    Shape x = in.get(0);
    int elements = 1;
    for (int axis : axes) {
      elements *= x.dim(axis);
    }
    boolean fits =
        (elements > 0 || function == ReductionWord.SUM)
            && axes.isEmpty() == (x.rank() == 0)
            && (axes.size() == 1 || !function.alongOneAxis());
    if (!fits) {
      throw new ShapeException(
          word() + " of " + x + " along " + axes, "elements to reduce", "Choose other axes");
    }
    return function.isNormalisation() ? x : x.reduce(keepDims, axesOf());
  }

  @Override
  public Tensor run(Ops ops, List<Tensor> in) {
    Tensor x = in.get(0);
    return switch (function) {
      case SUM -> ops.sum(x, keepDims, axesOf());
      case MEAN -> ops.mean(x, keepDims, axesOf());
      case MAX -> ops.max(x, keepDims, axesOf());
      case ARGMAX -> ops.argmax(x, keepDims, axis());
      case SOFTMAX -> ops.softmax(x, axis());
      case LOG_SOFTMAX -> ops.logSoftmax(x, axis());
    };
  }

  @Override
  public Verdict expected(List<DoubleTensor> in) {
    DoubleTensor x = in.get(0);
    return switch (function) {
      case SUM -> Verdict.of(ReductionReference.sum(x, keepDims, axesOf()));
      case MEAN -> Verdict.of(ReductionReference.mean(x, keepDims, axesOf()));
      case MAX -> Verdict.moved(ReductionReference.max(x, keepDims, axesOf()));
      case ARGMAX -> Verdict.moved(ReductionReference.argmax(x, keepDims, axis()));
      case SOFTMAX -> Verdict.of(ReductionReference.softmax(x, axis()));
      case LOG_SOFTMAX -> Verdict.of(ReductionReference.logSoftmax(x, axis()));
    };
  }

  @Override
  public Takes takes() {
    return switch (function) {
      case SUM -> Takes.SUMMABLE;
      case MAX, ARGMAX -> Takes.NORMAL;
      case MEAN, SOFTMAX, LOG_SOFTMAX -> Takes.FINITE;
    };
  }

  @Override
  public List<Optional<Adjoint>> pullBack(Pull pull) {
    return switch (function) {
      case SUM -> List.of(Optional.of(sum(pull)));
      case MEAN -> List.of(Optional.of(mean(pull)));
      case MAX -> List.of(Optional.of(max(pull)));
      case ARGMAX -> List.of(Optional.empty());
      case SOFTMAX, LOG_SOFTMAX -> List.of(Optional.of(normalisation(pull)));
    };
  }

  /** For each element of x, the element of the result that it goes into. */
  private int[] results(Shape x) {
    return Places.stretched(x.reduce(true, axesOf()), x);
  }

  private Adjoint sum(Pull pull) {
    int[] results = results(pull.in().get(0).shape());
    Shares shares = pull.sharesOf(0);
    for (int i = 0; i < results.length; i++) {
      shares.add(i, results[i], 1);
    }
    return shares.sum();
  }

  private Adjoint mean(Pull pull) {
    int[] results = results(pull.in().get(0).shape());
    double count = (double) results.length / pull.out().shape().size();
    Shares shares = pull.sharesOf(0);
    for (int i = 0; i < results.length; i++) {
      shares.add(i, results[i], 1 / count);
    }
    return shares.sum(Pull.DIVISION);
  }

  private Adjoint max(Pull pull) {
    double[] x = pull.in().get(0).toArray();
    double[] y = pull.out().toArray();
    int[] results = results(pull.in().get(0).shape());
    int[] winners = new int[y.length];
    for (int i = 0; i < x.length; i++) {
      winners[results[i]] += x[i] == y[results[i]] ? 1 : 0;
    }
    Shares shares = pull.sharesOf(0);
    for (int i = 0; i < x.length; i++) {
      if (x[i] == y[results[i]]) {
        shares.add(i, results[i], 1.0 / winners[results[i]]);
      }
    }
    return shares.sum(Pull.DIVISION);
  }

  /**
   * Each element of a group varies with all of it: yᵢ(δᵢⱼ − yⱼ) for softmax, δᵢⱼ − e^yᵢ for its
   * log.
   */
  private Adjoint normalisation(Pull pull) {
    double[] y = pull.out().toArray();
    int[] groups = results(pull.in().get(0).shape());
    boolean log = function == ReductionWord.LOG_SOFTMAX;
    Shares shares = pull.sharesOf(0);
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y.length; j++) {
        if (groups[i] == groups[j]) {
          int same = i == j ? 1 : 0;
          double part = log ? Math.exp(y[i]) : y[i] * y[j];
          double own = log ? same : same * y[i];
          shares.add(i, j, own - part, own + part * (log ? 1 + Math.abs(y[i]) : 1));
        }
      }
    }
    return shares.sum(UnaryCall.ROUNDINGS);
  }

  @Override
  public String java(String ops, List<String> in) {
    StringBuilder text = new StringBuilder(ops + "." + word() + "(" + in.get(0));
    if (!function.isNormalisation()) {
      text.append(", ").append(keepDims);
    }
    axes.forEach(axis -> text.append(", ").append(axis));
    return text.append(')').toString();
  }

  @Override
  public List<Call> simpler() {
    List<Call> simpler = new ArrayList<>();
    if (keepDims) {
      simpler.add(new ReductionCall(function, false, axes));
    }
    for (int i = 0; i < axes.size() && axes.size() > 1; i++) {
      List<Integer> fewer = new ArrayList<>(axes);
      fewer.remove(i);
      simpler.add(new ReductionCall(function, keepDims, List.copyOf(fewer)));
    }
    return simpler;
  }

  @Override
  public Call fitted(List<Shape> in) {
    int rank = in.get(0).rank();
    List<Integer> left = axes.stream().filter(axis -> axis < rank).toList();
    return new ReductionCall(function, keepDims, left.isEmpty() && rank > 0 ? List.of(0) : left);
  }
}
