package dev.corral.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong backends are found, and what is printed fails by itself. */
class FuzzerFindsTest {
  private static final int PROGRAMS = 3000;
  private static final long SEED = 7;

  @TempDir private Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(WrongBackends.padsSwapped(), "conv2d|apply"),
        arguments(WrongBackends.dilationIgnored(), "conv2d|apply"),
        arguments(WrongBackends.groupsInterleaved(), "conv2d|apply"),
        arguments(WrongBackends.secondPanelForgotten(), "conv2d|apply"),
        arguments(WrongBackends.lastOfManyForgotten(), "[a-z]"),
        arguments(WrongBackends.negativeZeroLost(), "neg|minimum"),
        arguments(WrongBackends.broadcastAlignedAtTheFirstAxis(), "[a-z]"),
        arguments(WrongBackends.nanSwallowed(), "maximum|minimum|abs|relu"),
        arguments(WrongBackends.lastOfTheLargest(), "argmax"),
        arguments(WrongBackends.tiesGetTheWholeGradient(), "maxPool2dGradient"),
        arguments(WrongBackends.kernelGradientOfTheFirstImage(), "conv2d|apply"),
        arguments(WrongBackends.biasForgottenInTheBackwardPass(), "apply"),
        arguments(WrongBackends.inPlace(), "relu"),
        arguments(WrongBackends.unfinished(), "logSoftmax"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundShrunkAndPrinted(PlainBackend wrong, String words) throws Exception {
    FuzzFailure failure;
    try (Session session = Backends.of(wrong).open("plain")) {
      failure = first(Fuzzer.againstReference(session));
      assertThat(failure.operations()).isLessThanOrEqualTo(3);
      assertThat(failure.java())
          .containsPattern("ops\\(?\\)?\\.(" + words + ")")
          .contains("of seed " + SEED + ", shrunk");
      assertThat(failure.toString()).contains(failure.message(), failure.java());
      assertFailsAlone(failure, session);
    }
    try (Session right = Backends.of(new PlainBackend()).open("plain")) {
      assertThat(Fuzzer.againstReference(right).rerun(SEED, failure.index())).isEmpty();
    }
  }

  /** The first program that fails, shrunk. */
  private static FuzzFailure first(Fuzzer fuzzer) {
    return IntStream.range(0, PROGRAMS)
        .mapToObj(index -> fuzzer.rerun(SEED, index))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing found in " + PROGRAMS + " programs"));
  }

  private void assertFailsAlone(FuzzFailure failure, Session session) throws Exception {
    Method run = compiled(failure.java()).getMethod("run", Session.class);
    assertThatThrownBy(() -> run.invoke(null, session))
        .isInstanceOf(InvocationTargetException.class)
        .satisfies(
            thrown -> assertThat(failure.message()).contains(thrown.getCause().getMessage()));
  }

  /** Compiles a printed program. */
  private Class<?> compiled(String source) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("mem:///FuzzedProgram.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter errors = new StringWriter();
    List<String> options =
        List.of(
            "-Xlint:all",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    boolean done = compiler.getTask(errors, null, null, options, null, List.of(file)).call();
    assertThat(done).as("%s%n%s", errors, source).isTrue();
    URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    return loader.loadClass("FuzzedProgram");
  }

  @Test
  void theSameSeedFindsTheSame() {
    try (Session session = Backends.of(WrongBackends.nanSwallowed()).open("plain");
        Session again = Backends.of(WrongBackends.nanSwallowed()).open("plain")) {
      FuzzReport report = Fuzzer.againstReference(session).run(SEED, 300, Fuzzer.Listener.NONE);
      assertThat(report.failures()).hasSizeGreaterThan(1);
      FuzzFailure last = report.failures().get(report.failures().size() - 1);
      assertThat(Fuzzer.againstReference(again).rerun(SEED, last.index())).contains(last);
    }
  }

  @Test
  void aMistakeOfEitherBackendShowsBetweenTwo() {
    try (Session wrong = Backends.of(WrongBackends.biasForgottenInTheBackwardPass()).open("plain");
        Session right = Backends.of(new PlainBackend()).open("plain")) {
      for (Fuzzer fuzzer : List.of(Fuzzer.between(wrong, right), Fuzzer.between(right, wrong))) {
        assertThat(first(fuzzer).java()).contains("LinearSpec", "gradients(");
      }
    }
  }

  @Test
  void whatTheOtherBackendThrowsIsToldOfIt() {
    try (Session wrong = Backends.of(WrongBackends.unfinished()).open("plain");
        Session right = Backends.of(new PlainBackend()).open("plain")) {
      assertThat(first(Fuzzer.between(right, wrong)).message())
          .contains("the other backend threw", "UnsupportedOperationException: logSoftmax");
    }
  }

  @Test
  void aBackendThatFailsAlwaysIsLeftAlone() {
    try (Session session = Backends.of(WrongBackends.unfinished()).open("plain")) {
      List<FuzzFailure> told = new ArrayList<>();
      Fuzzer.Listener listener =
          new Fuzzer.Listener() {
            @Override
            public void failed(FuzzFailure failure) {
              told.add(failure);
            }
          };
      FuzzReport report = Fuzzer.againstReference(session).run(SEED, PROGRAMS, listener);
      assertThat(report.failures()).hasSize(10).isEqualTo(told);
      assertThat(report.programs()).isLessThan(PROGRAMS);
      assertThat(report.toString()).contains(": 10 failed", told.get(0).java());
    }
  }

  @Test
  void whatIsFoundIsToldUnshrunkIfTheRunIsCancelled() {
    try (Session session = Backends.of(WrongBackends.unfinished()).open("plain")) {
      Fuzzer fuzzer = Fuzzer.againstReference(session);
      FuzzFailure shrunk = first(fuzzer);
      int[] asked = {0};
      Fuzzer.Listener afterItFailed =
          new Fuzzer.Listener() {
            @Override
            public boolean isCancelled() {
              return asked[0]++ > shrunk.index();
            }
          };
      FuzzReport report = fuzzer.run(SEED, PROGRAMS, afterItFailed);
      assertThat(report.agrees()).isFalse();
      assertThat(report.failures()).hasSize(1);
      FuzzFailure failure = report.failures().get(0);
      assertThat(failure.index()).isEqualTo(shrunk.index());
      assertThat(failure.operations()).isGreaterThan(shrunk.operations());
    }
  }

  @Test
  void whatIsLeftAliveIsFound() throws Exception {
    AtomicReference<Session> leaked = new AtomicReference<>();
    List<Scope> left = new ArrayList<>();
    try (Session session = Backends.of(WrongBackends.leaking(leaked, left)).open("plain")) {
      leaked.set(session);
      FuzzReport report = Fuzzer.againstReference(session).run(SEED, 200, Fuzzer.Listener.NONE);
      assertThat(report.failures()).isNotEmpty();
      FuzzFailure failure = report.failures().get(0);
      assertThat(failure.message()).isEqualTo("1 tensors and 4 bytes are alive after the program");
      assertThat(failure.operations()).isEqualTo(1);
      assertThat(failure.java()).contains(".square(");
      Method run = compiled(failure.java()).getMethod("run", Session.class);
      assertThatThrownBy(() -> run.invoke(null, session)).cause().hasMessage("1 tensors are alive");
      left.forEach(Scope::close);
    }
  }
}
