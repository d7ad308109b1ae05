package dev.corral.examples.chapter;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.tensor.GradientException;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Exercise 2: the book's corr2d fills its output element by element, which the host does and no
 * gradient can follow; and the same loop in operations, which works.
 */
final class HostFilledLayer implements Experiment {
  private static final Pattern HOST_MADE = Pattern.compile("the tensor of shape .* from fromArray");

  @Override
  public String id() {
    return "exercise-2";
  }

  @Override
  public Section section() {
    return new Section("练习 2", "Exercise 2: differentiating the hand-written Conv2D");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      onTheHost(scope, findings);
      inOperations(scope, findings);
    }
    return findings.result();
  }

  private static void onTheHost(Scope scope, Findings findings) {
    findings.text(
        "Written as in the book, Y[i, j] = (X[i:i+h, j:j+w] * K).sum() for each i and j: each sum is"
            + " read to the host, which fills an array and makes a tensor of it. Its values are"
            + " right; asked for the gradient of their sum by K, the recording answers:");
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    Tensor k = Data.figureKernel(scope.ops());
    Tensor y = filledOnTheHost(ops, Data.figureInput(scope.ops()), k);
    String answer = answer(recording, ops.sum(y), k);
    Matcher named = HOST_MADE.matcher(answer);
    findings
        .text(answer)
        .check(
            "the error names what the host made",
            Source.THEORY,
            "the tensor of shape [2, 2] from fromArray",
            named.find() ? named.group() : "nothing of the kind");
  }

  private static String answer(Recording recording, Tensor y, Tensor x) {
    try {
      return "No error, but " + recording.gradients(y, x).get(0);
    } catch (GradientException refusal) {
      return refusal.getClass().getSimpleName() + ": " + refusal.getMessage();
    }
  }

  private static Tensor filledOnTheHost(Ops ops, Tensor x, Tensor k) {
    float[][] y = new float[2][2];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        y[i][j] = element(ops, x, k, i, j).item();
      }
    }
    return ops.tensor(y);
  }

  private static void inOperations(Scope scope, Findings findings) {
    Ops plain = scope.ops();
    Tensor x = Data.figureInput(plain);
    Tensor k = Data.figureKernel(plain);
    Tensor y = concatenated(plain, x, k);
    findings
        .text(
            "Nothing is wrong with the loop. Written with slice, mul, sum and concat, the values"
                + " never leave the backend, and both gradients are those of conv2d.")
        .correlation("X", x, "K", k, "Y", y)
        .check("the same output", Source.BOOK, Data.figureOutput(plain), y);
    List<Tensor> expected = gradients(scope, x, k, Ops::corr2d);
    List<Tensor> actual = gradients(scope, x, k, HostFilledLayer::concatenated);
    findings
        .check("gradient of the sum of squares by K", Source.THEORY, expected.get(1), actual.get(1))
        .check("by X", Source.THEORY, expected.get(0), actual.get(0));
  }

  private static List<Tensor> gradients(Scope scope, Tensor x, Tensor k, Layer layer) {
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    return recording.gradients(ops.sum(ops.square(layer.forward(ops, x, k))), x, k);
  }

  /** A cross-correlation, however it is written. */
  private interface Layer {
    Tensor forward(Ops ops, Tensor x, Tensor k);
  }

  private static Tensor concatenated(Ops ops, Tensor x, Tensor k) {
    List<Tensor> elements = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        elements.add(ops.reshape(element(ops, x, k, i, j), 1));
      }
    }
    return ops.reshape(ops.concat(elements, 0), 2, 2);
  }

  /** Element (i, j) of the cross-correlation with a 2×2 kernel. */
  private static Tensor element(Ops ops, Tensor x, Tensor k, int i, int j) {
    return ops.sum(ops.mul(ops.slice(x, Slice.of(i, i + 2), Slice.of(j, j + 2)), k));
  }
}
