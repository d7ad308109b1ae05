package dev.corral.conformance.fuzz;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.fuzz.Finding.Kind;
import dev.corral.conformance.fuzz.Step.Life;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.spi.Activation;
import dev.corral.spi.Conv2dSpec;
import dev.corral.spi.LinearSpec;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Padding;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A failing program as a Java class with a main method, which fails in the same way. */
final class JavaProgram {
  private static final List<Class<?>> MAY_BE_IMPORTED =
      List.of(
          Recording.class,
          Ops.class,
          Scope.class,
          Session.class,
          DoubleTensor.class,
          Expectation.class,
          Activation.class,
          Conv2dSpec.class,
          LinearSpec.class,
          Conv2dOptions.class,
          Pad.class,
          Padding.class,
          Pool2dOptions.class,
          Shape.class,
          Slice.class,
          Tensor.class,
          Window.class,
          List.class);

  /** The JVM allows a method 64 KiB, and a reader less. */
  private static final Pattern LONG_ARRAY =
      Pattern.compile("new (float|double)\\[\\] \\{[^}]{2000,}\\}");

  private final Program program;
  private final Finding finding;
  private StringBuilder body = new StringBuilder();

  private JavaProgram(Program program, Finding finding) {
    this.program = program;
    this.finding = finding;
  }

  static String of(Program program, Finding finding, long seed, int index) {
    JavaProgram java = new JavaProgram(program, finding);
    java.run();
    String methods = java.withLongArraysInMethods();
    String type =
        """

        /**
         * Program %d of seed %d, shrunk. %s
         *
         * <p>Run it with the id of a backend.
         */
        public final class FuzzedProgram {
          private FuzzedProgram() {}

          public static void main(String[] args) {
            try (Session session = Session.open(args[0])) {
              run(session);
            }
          }

          public static void run(Session session) {
        %s  }
        %s}
        """
            .formatted(index, seed, java.summary(), java.body, methods);
    return Stream.concat(
            MAY_BE_IMPORTED.stream()
                .filter(
                    c -> Pattern.compile("\\b" + c.getSimpleName() + "\\b").matcher(type).find())
                .map(c -> "import " + c.getName() + ";\n"),
            Stream.of(type))
        .reduce("", String::concat);
  }

  /** Leaves calls in their place. */
  private String withLongArraysInMethods() {
    StringBuilder methods = new StringBuilder();
    StringBuilder shorter = new StringBuilder();
    Matcher arrays = LONG_ARRAY.matcher(body);
    for (int i = 0; arrays.find(); i++) {
      arrays.appendReplacement(shorter, "values" + i + "()");
      String head = "%n  private static %s[] values%d() {%n".formatted(arrays.group(1), i);
      methods.append(head).append("    return " + arrays.group() + ";\n  }\n");
    }
    arrays.appendTail(shorter);
    body = shorter;
    return methods.toString();
  }

  private String summary() {
    String what =
        finding.kind() == Kind.GRADIENT
            ? "The gradient by t" + finding.step()
            : "t" + finding.step() + ", the result of " + finding.word() + ",";
    return switch (finding.kind()) {
      case VALUE, GRADIENT -> what + " differs.";
      case CHANGED -> what + " changes later.";
      case THROWN -> "It throws.";
      case LEAK -> "It leaves something alive.";
    };
  }

  private void run() {
    if (finding.kind() == Kind.LEAK) {
      line("long tensors = session.liveTensors();");
    }
    line("try (Scope scope = session.scope()) {");
    if (program.gradient()) {
      line("  Recording recording = Recording.in(scope);");
      line("  Ops ops = recording.ops();");
    } else {
      line("  Ops ops = scope.ops();");
    }
    List<List<Integer>> lastUses = program.lastUses();
    for (int i = 0; i <= program.last(); i++) {
      step(i);
      for (int used : lastUses.get(i)) {
        if (program.steps().get(used).life() == Life.CLOSED && i < program.last()) {
          line("  t" + used + ".close();");
        }
      }
    }
    switch (finding.kind()) {
      case VALUE, CHANGED -> compare("t" + finding.step());
      case GRADIENT, THROWN, LEAK -> gradient();
    }
    line("}");
    if (finding.kind() == Kind.LEAK) {
      line("if (session.liveTensors() != tensors) {");
      line("  throw new AssertionError(session.liveTensors() - tensors + \" tensors are alive\");");
      line("}");
    }
  }

  private void line(String text) {
    body.append("    ").append(text).append('\n');
  }

  private void step(int index) {
    Step step = program.steps().get(index);
    List<String> in = step.arguments().stream().map(a -> "t" + a).toList();
    if (step.life() == Life.PROMOTED) {
      line("  Tensor t" + index + ";");
      line("  try (Scope inner = scope.scope()) {");
      line("    t" + index + " = inner.promote(" + step.call().java("inner.ops()", in) + ");");
      line("  }");
    } else {
      line("  Tensor t" + index + " = " + step.call().java("ops", in) + ";");
    }
  }

  private void gradient() {
    if (!program.gradient()) {
      return;
    }
    Shape last = program.shapes().get(program.last());
    Call weights = new LeafCalls.Values(Program.weights(last));
    line("  Tensor weights = " + weights.java("ops", List.of()) + ";");
    line("  Tensor loss = ops.sum(ops.mul(t" + program.last() + ", weights));");
    line("  Tensor gradient = recording.gradients(loss, t" + finding.step() + ").get(0);");
    compare("gradient");
  }

  private void compare(String tensor) {
    Verdict verdict = finding.verdict();
    if (verdict == null) {
      return;
    }
    DoubleTensor value = verdict.expectation().value();
    line("  DoubleTensor expected = " + text(value) + ";");
    if (verdict.exact()) {
      line("  Expectation.exactly(expected)");
    } else {
      line("  DoubleTensor bound = " + text(verdict.expectation().bound()) + ";");
      line("  Expectation.within(expected, bound)");
    }
    line("      .mismatch(" + tensor + ")");
    line("      .ifPresent(");
    line("          difference -> {");
    line("            throw new AssertionError(difference);");
    line("          });");
  }

  private static String text(DoubleTensor x) {
    String shape = JavaText.of(x.shape());
    double[] values = x.toArray();
    boolean zero = Arrays.stream(values).allMatch(v -> Double.compare(v, 0.0) == 0);
    return zero
        ? "DoubleTensor.full(" + shape + ", 0)"
        : "DoubleTensor.of(" + shape + ", " + JavaText.of(values) + ")";
  }
}
