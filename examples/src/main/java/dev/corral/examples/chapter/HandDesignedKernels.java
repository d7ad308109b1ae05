package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Exercise 4: kernels for the second derivative, for the integral, and the smallest ones for a
 * derivative of each degree. Where the data are polynomials on whole numbers, all values stay below
 * 2<sup>24</sup>, so float32 holds them exactly and the tolerance is 0.
 */
final class HandDesignedKernels implements Experiment {
  private static final int HIGHEST_DEGREE = 6;

  /** Between the samples of e<sup>x</sup>. */
  private static final double STEP = 0.125;

  @Override
  public String id() {
    return "exercise-4";
  }

  @Override
  public Section section() {
    return new Section("练习 4", "Exercise 4: kernels designed by hand");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      secondDerivative(ops, findings);
      integral(ops, findings);
      anyDerivative(ops, findings);
    }
    return findings.result();
  }

  private static void secondDerivative(Ops ops, Findings findings) {
    Tensor kernel = row(ops, 1, -2, 1);
    Tensor laplacian = ops.tensor(new float[][] {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}});
    Tensor x = ops.reshape(ops.arange(8), 1, -1);
    Tensor xSquared = power(ops, x, 2);
    Tensor bowl = ops.add(xSquared, ops.transpose(xSquared));
    Tensor curvature = ops.corr2d(xSquared, kernel);
    Tensor bowlCurvature = ops.corr2d(bowl, laplacian);
    findings
        .heading("4.1  The second derivative")
        .text(
            "f″(x) ≈ (f(x − h) − 2·f(x) + f(x + h)) / h². In two dimensions, both second"
                + " derivatives add up to Laplace's operator.")
        .matrix("kernel", kernel)
        .matrix("Laplacian", laplacian)
        .correlation("x²", xSquared, "kernel", kernel, "f″", curvature)
        .check("on x², x = 0..7", Source.THEORY, ops.full(2, 1, 6), curvature)
        .correlation("x² + y²", bowl, "Laplacian", laplacian, "Δf", bowlCurvature)
        .check("on x² + y², 8×8", Source.THEORY, ops.full(4, 6, 6), bowlCurvature);
    onExponential(ops, findings, kernel);
  }

  /** e<sup>x</sup> is its own second derivative, and its fourth, which bounds the error. */
  private static void onExponential(Ops ops, Findings findings, Tensor kernel) {
    Tensor samples = ops.exp(ops.reshape(ops.arange(0, 1 + STEP, STEP), 1, -1));
    Tensor second = ops.div(ops.corr2d(samples, kernel), (float) (STEP * STEP));
    Tensor inside = trim(ops, samples, 1, 1);
    double discretisation = STEP * STEP / 12 * Math.E;
    // Each value within 4 ULP by exp and 1 by the rest, times the kernel's 1 + 2 + 1.
    double rounding = 5 * Math.ulp((float) Math.E) * 4 / (STEP * STEP);
    findings
        .text(
            "On other functions it errs by h²/12 · f⁗, and by rounding, which 1/h² magnifies:"
                + " with h = 1/8 on e^x over [0, 1].")
        .check("on e^x, beside e^x", Source.THEORY, inside, second, discretisation + rounding);
  }

  private static void integral(Ops ops, Findings findings) {
    Tensor x = ops.reshape(ops.tensor(new float[] {1, 1, 0, 0, 0, 0, 1, 1}), 1, -1);
    Tensor difference = ops.corr2d(x, row(ops, -1, 1));
    Tensor recovered = ops.add(runningSum(ops, difference), 1);
    Tensor xSquared = power(ops, ops.reshape(ops.arange(9), 1, -1), 2);
    Tensor trapezoids = row(ops, 0.5f, 1, 1, 1, 1, 1, 1, 1, 0.5f);
    findings
        .heading("4.2  The integral")
        .text(
            "A box of n ones adds up what lies under it: the integral over n elements, and no"
                + " more. A running sum from the left edge needs a box as long as the row and as"
                + " many zeros before it; no smaller kernel reaches back to the beginning. It undoes"
                + " the first derivative, but for the constant of integration, here X[0] = 1.")
        .matrix("a row of X", x)
        .matrix("its differences", difference)
        .check(
            "3×3 box on 0..8",
            Source.THEORY,
            ops.full(36, 1, 1),
            ops.corr2d(Data.figureInput(ops), ops.ones(3, 3)))
        .check("1 + running sum", Source.THEORY, trim(ops, x, 1, 0), recovered)
        .text(
            "With half weights at both ends (the trapezoidal rule) the sum is exact for straight"
                + " lines; for others it errs by (b − a)·h²/12 · f″. For x² over [0, 8] with h = 1"
                + " that is 4/3 above 512/3: 172.")
        .check(
            "trapezoids on x²",
            Source.THEORY,
            ops.full(172, 1, 1),
            ops.corr2d(xSquared, trapezoids));
  }

  /** Y[i] = x[0] + … + x[i] of a row [1, n]. */
  private static Tensor runningSum(Ops ops, Tensor x) {
    int length = x.shape().dim(1);
    return ops.corr2d(ops.pad(x, 0, Pad.NONE, Pad.of(length - 1, 0)), ops.ones(1, length));
  }

  private static void anyDerivative(Ops ops, Findings findings) {
    findings
        .heading("4.3  The smallest kernel for a derivative of degree d: d + 1 elements")
        .text(
            "[−1, 1] is the first derivative; convolved with itself d − 1 times it is the d-th, with"
                + " d + 1 elements. It turns x^d into d! and everything of lower degree into 0."
                + " Fewer cannot do: a kernel of d elements is a sum of the difference kernels of"
                + " degrees 0 to d − 1, each of which answers to the power of its own degree; to be"
                + " silent on all of these, as a d-th derivative must be, all their weights are 0.");
    List<Tensor> kernels = differenceKernels(ops);
    findings.lines(kernels.stream().map(k -> "d = " + (k.shape().size() - 1) + "  " + k).toList());
    for (int degree = 1; degree <= HIGHEST_DEGREE; degree++) {
      checkDegree(ops, findings, degree, kernels.get(degree - 1));
    }
  }

  private static List<Tensor> differenceKernels(Ops ops) {
    Tensor first = row(ops, -1, 1);
    List<Tensor> kernels = new ArrayList<>(List.of(first));
    while (kernels.size() < HIGHEST_DEGREE) {
      Tensor last = kernels.get(kernels.size() - 1);
      kernels.add(ops.convolve2d(ops.pad(last, 0, Pad.NONE, Pad.of(1, 1)), first));
    }
    return kernels;
  }

  private static void checkDegree(Ops ops, Findings findings, int degree, Tensor kernel) {
    Tensor x = ops.reshape(ops.arange(HIGHEST_DEGREE + 2), 1, -1);
    List<Tensor> onLower = new ArrayList<>();
    for (int lower = 0; lower < degree; lower++) {
      onLower.add(ops.corr2d(power(ops, x, lower), kernel));
    }
    findings.check(
        kernel.shape().size() + " elements, on x^" + degree + " and on all lower powers",
        Source.THEORY,
        factorial(degree) + " and 0",
        range(ops.corr2d(power(ops, x, degree), kernel)) + " and " + range(ops.concat(onLower, 0)));
  }

  /** The only value of a tensor, or the smallest and the largest. */
  private static String range(Tensor tensor) {
    List<Float> values = Values.list(tensor.toArray()).stream().sorted().distinct().toList();
    String smallest = Values.plain(values.get(0));
    return values.size() == 1
        ? smallest
        : smallest + " to " + Values.plain(values.get(values.size() - 1));
  }

  private static int factorial(int n) {
    return n == 0 ? 1 : n * factorial(n - 1);
  }

  private static Tensor row(Ops ops, float... values) {
    return ops.reshape(ops.tensor(values), 1, -1);
  }

  /**
   * x to a whole power by multiplication, which is exact on whole numbers where pow need not be.
   */
  private static Tensor power(Ops ops, Tensor x, int exponent) {
    Tensor product = ops.full(1, x.shape().dims());
    for (int i = 0; i < exponent; i++) {
      product = ops.mul(product, x);
    }
    return product;
  }

  /** A row without some elements at its left and right ends. */
  private static Tensor trim(Ops ops, Tensor row, int left, int right) {
    int length = row.shape().dim(1);
    return ops.slice(row, Slice.all(), Slice.of(left, length - right));
  }
}
