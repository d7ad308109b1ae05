package dev.corral.examples.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendProjectTest {
  private static final List<String> FILES =
      List.of(
          "README.md",
          "pom.xml",
          "src/main/java/com/example/mygpubackend/MyGpuBackend.java",
          "src/main/java/module-info.java",
          "src/main/resources/META-INF/services/dev.corral.spi.BackendProvider",
          "src/test/java/com/example/mygpubackend/MyGpuBackendConformanceTest.java");

  @TempDir private Path folder;

  private static BackendProject project() {
    return new BackendProject(new BackendNames("my-gpu"), "1.2.3");
  }

  private static List<String> filesIn(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void writesTheSampleUnderTheNewNames() throws IOException {
    Path directory = folder.resolve("deep/my-gpu");
    project().writeTo(directory);
    assertThat(filesIn(folder.resolve("deep"))).isEqualTo(inMyGpu());
    for (String file : FILES) {
      assertThat(Files.readString(directory.resolve(file)))
          .as(file)
          .doesNotContain("{{", "}}", "@junit", "PlainBackend", "dev.corral.samples", "\"plain\"")
          .endsWith("\n");
    }
    String sample =
        Files.readString(Path.of("../api/src/test/java/dev/corral/samples/PlainBackend.java"));
    assertThat(Files.readString(directory.resolve(FILES.get(2))).lines())
        .hasSameSizeAs(sample.lines().toList())
        .contains("package com.example.mygpubackend;", "    return \"my-gpu\";");
    assertThat(directory.resolve(FILES.get(4))).hasContent("com.example.mygpubackend.MyGpuBackend");
    assertThat(directory.resolve("pom.xml"))
        .content()
        .contains("<artifactId>my-gpu</artifactId>", "<corral.version>1.2.3</corral.version>")
        .contains("${corral.version}")
        .containsPattern("junit-jupiter</artifactId>\\s*<version>[0-9.]+<");
  }

  private static List<String> inMyGpu() {
    return FILES.stream().map(file -> "my-gpu/" + file).toList();
  }

  @Test
  void writesBesideWhatIsThereAlready() throws IOException {
    Files.writeString(folder.resolve("LICENSE"), "mine");
    project().writeTo(folder);
    assertThat(filesIn(folder)).contains("LICENSE", "pom.xml").hasSize(FILES.size() + 1);
    assertThat(folder.resolve("LICENSE")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "README.md", "src"})
  void overwritesNothingAndLeavesNothing(String name) throws IOException {
    Files.writeString(folder.resolve(name), "mine");
    assertThatThrownBy(() -> project().writeTo(folder))
        .isInstanceOf(ScaffoldException.class)
        .hasMessageContaining(folder + " has " + name + " already")
        .hasMessageContaining("Name a new directory");
    assertThat(filesIn(folder)).containsExactly(name);
    assertThat(folder.resolve(name)).hasContent("mine");
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> project().writeTo(file))
        .isInstanceOf(ScaffoldException.class)
        .hasMessageContaining(file + " is a file");
    assertThatThrownBy(() -> project().writeTo(file.resolve("below")))
        .isInstanceOf(ScaffoldException.class)
        .hasMessageContaining("cannot be written");
    assertThat(filesIn(folder)).containsExactly("file");
  }

  @ParameterizedTest
  @CsvSource({
    "my-gpu, MyGpuBackend",
    "cpu, CpuBackend",
    "my-backend, MyBackend",
    "backend, MyBackend",
    "3d, My3dBackend",
    "new, NewBackend",
    "a-1-b, A1BBackend"
  })
  void namesAreLegalInJava(String id, String className) {
    BackendNames names = new BackendNames(id);
    assertThat(names.className()).isEqualTo(className);
    assertThat(SourceVersion.isName(names.packageName() + "." + className)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "My", "a_b", "a--b", "-a", "a-", "ä", "a b", ".."})
  void idsAreThoseThatProvidersMayHave(String id) {
    assertThatThrownBy(() -> new BackendNames(id))
        .isInstanceOf(ScaffoldException.class)
        .hasMessageContaining("\"" + id + "\" is no id", "lower-case")
        .hasMessageContaining("--id my-backend");
  }
}
