package dev.corral.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
        arguments(WrongBackends.padsSwapped(), "conv2d"),
        arguments(WrongBackends.dilationIgnored(), "conv2d"),
        arguments(WrongBackends.groupsInterleaved(), "conv2d"),
        arguments(WrongBackends.negativeZeroLost(), "neg"),
        arguments(WrongBackends.broadcastAlignedAtTheFirstAxis(), "broadcast"),
        arguments(WrongBackends.nanSwallowed(), "maximum"),
        arguments(WrongBackends.lastOfTheLargest(), "argmax"),
        arguments(WrongBackends.tiesGetTheWholeGradient(), "maxPool2dGradient"),
        arguments(WrongBackends.kernelGradientOfTheFirstImage(), "conv2dKernelGradient"),
        arguments(WrongBackends.biasForgottenInTheBackwardPass(), "new LinearSpec("),
        arguments(WrongBackends.inPlace(), "relu"),
        arguments(WrongBackends.unfinished(), "logSoftmax"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundShrunkAndPrinted(PlainBackend wrong, String clue) throws Exception {
    try (Session session = Backends.of(wrong).open("plain")) {
      FuzzReport report =
          Fuzzer.againstReference(session).run(SEED, PROGRAMS, Fuzzer.Listener.NONE);
      assertThat(report.failures()).isNotEmpty();
      assertThat(report.failures())
          .allSatisfy(failure -> assertThat(failure.operations()).isLessThanOrEqualTo(3));
      assertThat(report.failures())
          .anySatisfy(failure -> assertThat(failure.java()).contains(clue));
      FuzzFailure first = report.failures().get(0);
      assertThat(report.toString()).contains(first.message(), "of seed 7, shrunk");
      assertFailsAlone(first, session);
    }
    try (Session right = Backends.of(new PlainBackend()).open("plain")) {
      assertThat(Fuzzer.againstReference(right).rerun(SEED, 0)).isEmpty();
    }
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
    List<FuzzFailure> first = failures(WrongBackends.dilationIgnored());
    assertThat(failures(WrongBackends.dilationIgnored())).isEqualTo(first);
    try (Session session = Backends.of(WrongBackends.dilationIgnored()).open("plain")) {
      assertThat(Fuzzer.againstReference(session).rerun(SEED, first.get(1).index()))
          .contains(first.get(1));
    }
  }

  private static List<FuzzFailure> failures(PlainBackend wrong) {
    try (Session session = Backends.of(wrong).open("plain")) {
      return Fuzzer.againstReference(session).run(SEED, PROGRAMS, Fuzzer.Listener.NONE).failures();
    }
  }

  @Test
  void aMistakeOfEitherBackendShowsBetweenTwo() throws Exception {
    try (Session wrong = Backends.of(WrongBackends.biasForgottenInTheBackwardPass()).open("plain");
        Session right = Backends.of(new PlainBackend()).open("plain")) {
      for (Fuzzer fuzzer : List.of(Fuzzer.between(wrong, right), Fuzzer.between(right, wrong))) {
        FuzzReport report = fuzzer.run(SEED, PROGRAMS, Fuzzer.Listener.NONE);
        assertThat(report.failures())
            .isNotEmpty()
            .allSatisfy(failure -> assertThat(failure.java()).contains("LinearSpec", "gradients("));
      }
    }
  }

  @Test
  void whatIsLeftAliveIsFound() throws Exception {
    AtomicReference<Session> leaked = new AtomicReference<>();
    try (Session session = Backends.of(WrongBackends.leaking(leaked)).open("plain")) {
      leaked.set(session);
      FuzzReport report = Fuzzer.againstReference(session).run(SEED, 200, Fuzzer.Listener.NONE);
      assertThat(report.failures()).isNotEmpty();
      FuzzFailure failure = report.failures().get(0);
      assertThat(failure.message()).isEqualTo("1 tensors and 4 bytes are alive after the program");
      assertThat(failure.operations()).isEqualTo(1);
      assertThat(failure.java()).contains(".square(");
      Method run = compiled(failure.java()).getMethod("run", Session.class);
      assertThatThrownBy(() -> run.invoke(null, session)).cause().hasMessage("1 tensors are alive");
    }
  }
}
