package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.ChildJvm.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else's backend: written by {@code new-backend} as the guide says, compiled outside of
 * this build with the packaged api as its only library, found, selected, run, trained and proved.
 */
class StrangerIT {
  private static final String ID = "my-backend";
  private static final String MODULE = "com.example.mybackend";
  private static final Path GUIDE = Path.of("../api/README.md");
  private static final Path PROGRAM =
      Path.of("../api/src/test/java/dev/corral/samples/LearnsKernel.java").toAbsolutePath();
  private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)\\n```", Pattern.DOTALL);
  private static final String LEARNED = "my-backend learned \\[\\[\\[\\[ 1\\.0*, -1\\.0*]]]]\\s*";

  @TempDir private static Path folder;
  private static List<String> commands;
  private static Path api;
  private static Path jar;

  /** The guide's first two commands: new-backend, and what Maven makes of its project. */
  @BeforeAll
  static void begin() throws Exception {
    api = ChildJvm.library("corral-api");
    commands =
        SHELL
            .matcher(Files.readString(GUIDE))
            .results()
            .flatMap(block -> block.group(1).lines())
            .toList();
    assertThat(commands.get(0)).isEqualTo("java -jar corral.jar new-backend " + ID);
    assertThat(corral(commands.get(0)).out()).contains(folder.resolve(ID).toString());
    assertThat(commands.get(1)).isEqualTo("mvn -f " + ID + " verify");
    compile("classes", "-p", api.toString(), sources("main"));
    jar = jar("classes", ID + "-0.1.0-SNAPSHOT.jar");
  }

  /** Runs a command of the guide in the directory where its reader is. */
  private static Outcome corral(String command) throws Exception {
    List<String> words = List.of(command.split(" ", -1));
    assertThat(words).startsWith("java", "-jar", "corral.jar");
    Outcome outcome =
        ChildJvm.ofOneJar(folder).run(words.subList(3, words.size()).toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome;
  }

  private static List<Path> sources(String part) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(ID).resolve("src").resolve(part))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Path target(String name) {
    return folder.resolve(ID).resolve("target").resolve(name);
  }

  private static void compile(String to, String kindOfPath, String path, List<Path> sources) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "17", "-proc:none", "-Xlint:all", "-Werror"));
    arguments.addAll(List.of(kindOfPath, path, "-d", target(to).toString()));
    sources.forEach(source -> arguments.add(source.toString()));
    tool("javac", arguments);
  }

  private static Path jar(String classes, String name) {
    String resources = folder.resolve(ID).resolve("src/main/resources").toString();
    String from = target(classes).toString();
    String to = target(name).toString();
    tool("jar", List.of("-c", "-f", to, "-C", from, ".", "-C", resources, "."));
    return target(name);
  }

  private static void tool(String name, List<String> arguments) {
    ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
    int code = tool.run(System.out, System.err, arguments.toArray(String[]::new));
    assertThat(code).as("%s %s", name, arguments).isZero();
  }

  private static String path(Path... entries) {
    return Arrays.stream(entries)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The provider as one compiles it who knows no modules. */
  private static Path jarWithoutModule() throws IOException {
    List<Path> sources =
        sources("main").stream().filter(file -> !file.endsWith("module-info.java")).toList();
    compile("no-module", "-cp", api.toString(), sources);
    return jar("no-module", "no-module.jar");
  }

  @Test
  void isProvedFromTheCommandLine() throws Exception {
    assertThat(corral(commands.get(4)).out())
        .contains("1000 programs of seed 0", ": 0 failed")
        .containsPattern("✓ ([0-9]+) of \\1 cases hold on my-backend");
  }

  @Test
  void isListedAndRunsTheWholeChapter() throws Exception {
    assertThat(commands).hasSize(5);
    assertThat(corral(commands.get(2)).out())
        .containsPattern("my-backend +AVAILABLE +Java arrays")
        .contains(MODULE + ".MyBackend", jar.getFileName().toString());
    assertThat(corral(commands.get(3)).out())
        .contains("verdicts, all hold on my-backend")
        .doesNotContain("✗");
  }

  @Test
  void isSelectedOnTheClassPathAndTrains() throws Exception {
    Path plain = jarWithoutModule();
    Outcome outcome = ChildJvm.of(folder, "-cp", path(api, plain)).run(PROGRAM.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).matches(LEARNED);
  }

  @Test
  void isSelectedOnTheModulePathAndTrains() throws Exception {
    Outcome outcome =
        ChildJvm.of(folder, "-p", path(api, jar), "--add-modules", MODULE).run(PROGRAM.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).matches(LEARNED);
  }

  @Test
  void passesTheTestThatItWasGiven() throws Exception {
    String junit = junit();
    compile("test-classes", "-cp", path(api, jar) + File.pathSeparator + junit, sources("test"));
    Outcome outcome =
        ChildJvm.of(
                folder,
                "-cp",
                path(api, jar, target("test-classes")) + File.pathSeparator + junit,
                "org.junit.platform.console.ConsoleLauncher")
            .run(
                "execute",
                "--disable-banner",
                "--details=summary",
                "--scan-classpath=" + target("test-classes"));
    assertThat(outcome.code()).as(outcome.out()).isZero();
    assertThat(outcome.out())
        .containsPattern("\\[ +[1-9]\\d{3} tests successful +\\]")
        .containsPattern("\\[ +0 tests failed +\\]");
  }

  /** JUnit and its console, which are among the libraries of this test. */
  private static String junit() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                entry.matches(
                    ".*(junit|opentest4j|open-test-reporting|apiguardian)[^/\\\\]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
