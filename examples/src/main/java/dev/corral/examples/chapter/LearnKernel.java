package dev.corral.examples.chapter;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Run;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Training;
import dev.corral.examples.edition.Edition;
import dev.corral.examples.edition.Figure;
import dev.corral.examples.edition.PrintedRun;
import dev.corral.examples.edition.StartingWeights;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The kernel of the edge detector learned from its input and output, as each edition prints it. */
final class LearnKernel implements Experiment {
  /** The slower of the two modes loses this part of its share of the loss in nine steps. */
  private static final double NINE_STEPS = Math.pow(0.64, 9);

  /** Far more than float32 arithmetic adds to a loss. */
  private static final double ROUNDING = 1e-4;

  @Override
  public String id() {
    return "learn-kernel";
  }

  @Override
  public Section section() {
    return new Section("学习卷积核", "Learning a Kernel");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      explain(scope.ops(), findings);
      for (Edition edition : options.editions()) {
        show(scope, edition, options.seed(), findings);
      }
    }
    return findings.result();
  }

  private static void explain(Ops ops, Findings findings) {
    Tensor x = Data.edgeInput(ops);
    Tensor windows =
        ops.im2col(ops.reshape(x, 1, 1, 6, 8), Conv2dOptions.DEFAULT.window(Shape.of(1, 1, 1, 2)));
    Tensor rows = ops.reshape(windows, 2, -1);
    Tensor h = ops.mul(ops.matmul(rows, false, rows, true), 2);
    findings
        .text(
            "Ten steps of gradient descent, lr 3e-2, on the sum of squared errors; each second loss"
                + " is printed, before its update. The book tells no seed, but with e = w − [1, −1]"
                + " each step multiplies e by I − lr·H, whose eigenvalues are −0.8 and 0.64, so the"
                + " figures that it prints determine the start. A fit to them gives it nearly, a"
                + " search among the float32 numbers around it exactly.")
        .check(
            "H = 2·XᵀX over all windows",
            Source.THEORY,
            ops.tensor(new float[][] {{36, 24}, {24, 36}}),
            h);
  }

  private static void show(Scope scope, Edition edition, long seed, Findings findings) {
    StartingWeights start = StartingWeights.of(edition.printed());
    Run asPrinted = fromPrintedStart(scope, edition, start);
    Run asBegun = fromRandomStart(scope, edition, seed);
    String title = edition.title() + " edition";
    findings.heading(title).picture(new Training(title, List.of(asPrinted, asBegun)));
    checkPrintedStart(edition, start, asPrinted, findings);
    checkRandomStart(edition, seed, asBegun, findings);
  }

  private static Run fromPrintedStart(Scope scope, Edition edition, StartingWeights start) {
    try (EdgeTraining training = new EdgeTraining(scope, edition, 0)) {
      training.startFrom(start.w0(), start.w1());
      return training.run("from the printed start", printed(edition));
    }
  }

  private static Run fromRandomStart(Scope scope, Edition edition, long seed) {
    try (EdgeTraining training = new EdgeTraining(scope, edition, seed)) {
      return training.run("from seed " + seed, Map.of());
    }
  }

  private static void checkPrintedStart(
      Edition edition, StartingWeights start, Run run, Findings findings) {
    findings
        .text(layout(edition) + " Its printed figures lead back to the start")
        .lines(List.of(String.format(Locale.ROOT, "[[%.7f, %.7f]]", start.w0(), start.w1())));
    if (edition.printed().weights().isEmpty()) {
      findings.text(
          "Its learned weights are lost, and the losses alone fit two mirror images, [w₀, w₁] and"
              + " [−w₁, −w₀]; this is the one with w₀ + w₁ > 0. From there");
    } else {
      findings.text("from which come");
    }
    checkLosses(edition, run.losses(), findings);
    checkWeights(edition, run.last().values(), findings);
  }

  private static Map<Integer, Double> printed(Edition edition) {
    Map<Integer, Double> printed = new LinkedHashMap<>();
    for (int i = 0; i < PrintedRun.EPOCHS.size(); i++) {
      printed.put(PrintedRun.EPOCHS.get(i), edition.printed().losses().get(i).value());
    }
    return printed;
  }

  private static void checkLosses(Edition edition, List<Float> losses, Findings findings) {
    List<String> book = edition.printed().losses().stream().map(Figure::printed).toList();
    List<String> ours = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int epoch : PrintedRun.EPOCHS) {
      String loss = threeDecimals(losses.get(epoch - 1));
      ours.add(loss);
      lines.add("epoch " + epoch + ", loss " + loss);
    }
    findings
        .lines(lines)
        .check("losses", Source.BOOK, String.join(", ", book), String.join(", ", ours));
  }

  private static void checkWeights(Edition edition, List<Float> weights, Findings findings) {
    String actual =
        "[[" + edition.print(weights.get(0)) + ", " + edition.print(weights.get(1)) + "]]";
    List<Figure> figures = edition.printed().weights();
    if (figures.isEmpty()) {
      findings.text("Learned weights " + actual + ", the book's being lost.");
      return;
    }
    findings.check(
        "learned weights",
        Source.BOOK,
        "[[" + figures.get(0).printed() + ", " + figures.get(1).printed() + "]]",
        actual,
        figures.get(0).matches(weights.get(0)) && figures.get(1).matches(weights.get(1)));
  }

  private static void checkRandomStart(Edition edition, long seed, Run run, Findings findings) {
    List<Float> start = run.kernels().get(0).values();
    List<Float> losses = run.losses();
    float reached = losses.get(losses.size() - 1);
    double bound = NINE_STEPS * losses.get(0);
    findings
        .text(
            String.format(
                Locale.ROOT,
                "As the book does, from its own initialiser (%s, seed %d: %.4f and %.4f): loss"
                    + " %s at epoch 1, %s at epoch 10.",
                edition.weight(),
                seed,
                start.get(0),
                start.get(1),
                threeDecimals(losses.get(0)),
                threeDecimals(reached)))
        .check(
            "loss at epoch 10, at most 0.64⁹ of the first",
            Source.THEORY,
            "≤ " + threeDecimals(bound),
            threeDecimals(reached),
            reached <= bound * (1 + ROUNDING));
  }

  private static String layout(Edition edition) {
    return (edition.channelsLast() ? "Layout NHWC, kernel HWIO" : "Layout NCHW")
        + (edition.bias() ? ", with a bias that stays 0." : ", no bias.");
  }

  private static String threeDecimals(double loss) {
    return String.format(Locale.ROOT, "%.3f", loss);
  }
}
