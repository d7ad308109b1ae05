package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whose memory is whose, and for how long: each promise for every word. */
final class LifetimeChecks {
  private static final float DIRT = 12_345;

  private final Map<String, OpCase> samples;

  private LifetimeChecks(Map<String, OpCase> samples) {
    this.samples = samples;
  }

  static Stream<Check> all(Samples samples) {
    LifetimeChecks checks = new LifetimeChecks(samples.byWord());
    Stream<Check> ofEachWord =
        samples.byWord().entrySet().stream()
            .flatMap(sample -> ofWord(sample.getKey(), sample.getValue()));
    return Stream.concat(
        ofEachWord,
        Stream.of(
            new Check("lifetime.303", "all words in nested scopes", checks::nothingIsLeft),
            new Check("lifetime.306", "all words, then free", checks::nothingIsHeld),
            new Check("lifetime.307", "close x, read reshape(x)", LifetimeChecks::viewOutlives),
            new Check("lifetime.307", "close reshape(x), read x", LifetimeChecks::viewedOutlives)));
  }

  private static Stream<Check> ofWord(String word, OpCase c) {
    Stream<Check> promises =
        Stream.of(
            new Check("lifetime.301", word, subject -> writesEverything(subject, c)),
            new Check("lifetime.302", word, subject -> leavesArguments(subject, c)),
            new Check("lifetime.305", word, subject -> forgets(subject, c)),
            new Check("lifetime.309", word, subject -> outlivesArguments(subject, c)));
    Stream<Check> positions =
        IntStream.range(0, c.inputs().size())
            .mapToObj(
                input ->
                    new Check(
                        "lifetime.304",
                        word + ", argument " + input + " closed",
                        subject -> refusesClosed(subject, c, input)));
    return Stream.concat(promises, positions);
  }

  private static Values run(Session session, OpCase c) {
    try (Scope scope = session.scope()) {
      return run(scope.ops(), c, c.inputs());
    }
  }

  private static Values run(Ops ops, OpCase c, List<DoubleTensor> inputs) {
    return Values.of(c.call().apply(ops, OpCase.put(ops, inputs)));
  }

  private static void writesEverything(Subject subject, OpCase c) {
    Values onNaN = run(subject.session(), c);
    Values onNumbers = run(subject.session(DIRT), c);
    Mismatch.require(
        c.repeat() + System.lineSeparator() + "    on memory full of " + DIRT + ", then of NaN",
        () -> onNaN.differenceFrom(onNumbers));
  }

  private static void leavesArguments(Subject subject, OpCase c) {
    subject.inScope(
        scope -> {
          Tensor[] in = OpCase.put(scope.ops(), c.inputs());
          c.call().apply(scope.ops(), in).close();
          for (int i = 0; i < in.length; i++) {
            Tensor argument = in[i];
            Expectation before = Expectation.exactly(c.inputs().get(i));
            Mismatch.require(
                c.repeat() + "; then read argument " + i, () -> before.mismatch(argument));
          }
        });
  }

  private static void refusesClosed(Subject subject, OpCase c, int input) {
    subject.inScope(
        scope -> {
          Tensor[] in = OpCase.put(scope.ops(), c.inputs());
          in[input].close();
          String repeat = c.repeat() + ", argument " + input + " closed before the call";
          try {
            Tensor result = c.call().apply(scope.ops(), in);
            Mismatch.require(
                repeat, false, "it gave a tensor " + result.shape() + ", not a ClosedException");
          } catch (ClosedException refused) {
            Mismatch.require(repeat, in[input].isClosed(), "the argument is open again");
          }
        });
  }

  /**
   * The same call on the first inputs, closed since, and on others in the recycled storage; the
   * right answer for those comes from storage that is still held.
   */
  private static void forgets(Subject subject, OpCase c) {
    List<DoubleTensor> others = c.inputs().stream().map(LifetimeChecks::reversed).toList();
    try (Scope held = subject.session().scope()) {
      Values expected = run(held.ops(), c, others);
      run(subject.session(), c);
      subject.inScope(
          scope -> {
            Values recycled = run(scope.ops(), c, others);
            Mismatch.require(
                c.repeat()
                    + System.lineSeparator()
                    + "    close its scope, then call it on the same values in reverse order",
                () -> recycled.differenceFrom(expected));
          });
    }
  }

  private static DoubleTensor reversed(DoubleTensor x) {
    double[] values = x.toArray();
    for (int i = 0; i < values.length / 2; i++) {
      double first = values[i];
      values[i] = values[values.length - 1 - i];
      values[values.length - 1 - i] = first;
    }
    return DoubleTensor.of(x.shape(), values);
  }

  private static void outlivesArguments(Subject subject, OpCase c) {
    subject.inScope(
        scope -> {
          Tensor[] in = OpCase.put(scope.ops(), c.inputs());
          Tensor result = c.call().apply(scope.ops(), in);
          List.of(in).forEach(Tensor::close);
          scope.ops().fill(Shape.of(result.shape().size()), DIRT);
          Mismatch.require(
              c.repeat() + "; close its arguments, then read the result",
              () -> c.expected().get().mismatch(result));
        });
  }

  private void nothingIsLeft(Subject subject) {
    Session session = subject.session();
    try (Scope outer = session.scope()) {
      for (OpCase c : samples.values()) {
        try (Scope inner = outer.scope()) {
          inner.promote(c.call().apply(inner.ops(), OpCase.put(inner.ops(), c.inputs())));
        }
      }
      Mismatch.require(
          "every word in a scope of its own, its result promoted",
          session.liveTensors() == samples.size(),
          session.liveTensors() + " tensors are alive, expected " + samples.size());
    }
    Mismatch.require(
        "every word in a scope of its own, then close the scope around",
        session.liveTensors() == 0 && session.liveBytes() == 0,
        session.liveTensors() + " tensors and " + session.liveBytes() + " bytes are alive");
  }

  private void nothingIsHeld(Subject subject) throws InterruptedException {
    try (KeptOpen kept = new KeptOpen(subject)) {
      int made = kept.run(samples.values());
      int held = kept.heldAfterCollection();
      Mismatch.require(
          "every word, close the session, collect garbage",
          held == 0,
          held + " of " + made + " storages are still referred to after free, expected 0");
    }
  }

  private static void viewOutlives(Subject subject) {
    subject.inScope(
        scope -> {
          Tensor x = scope.ops().arange(6);
          Tensor view = scope.ops().reshape(x, 2, 3);
          x.close();
          counted("x = arange(6); view = reshape(x, 2, 3); close x; read view", scope, view);
        });
  }

  private static void viewedOutlives(Subject subject) {
    subject.inScope(
        scope -> {
          Tensor x = scope.ops().arange(6);
          scope.ops().reshape(x, 2, 3).close();
          counted("x = arange(6); close reshape(x, 2, 3); read x", scope, x);
        });
  }

  /** Makes new tensors of the same size first, which would reuse storage that was given back. */
  private static void counted(String repeat, Scope scope, Tensor tensor) {
    scope.ops().fill(Shape.of(6), DIRT);
    DoubleTensor expected = DoubleTensor.generate(Shape.of(6), index -> index[0]);
    Mismatch.require(
        repeat, () -> Expectation.exactly(expected).mismatch(expected.shape(), tensor.toArray()));
  }
}
