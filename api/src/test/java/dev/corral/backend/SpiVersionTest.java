package dev.corral.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.BackendEntry.State;
import dev.corral.backend.Providers.Named;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.NoBackendException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends that were really compiled against another version of the SPI than runs them. */
class SpiVersionTest {
  private static final Path SPI = Path.of("src/main/java/dev/corral/spi/BackendProvider.java");
  private static final Path PLAIN = Path.of("src/test/java/dev/corral/samples/PlainBackend.java");
  private static final String VERSION = "int SPI_VERSION = " + BackendProvider.SPI_VERSION + ";";

  @TempDir private Path folder;
  private String backend;

  @BeforeEach
  void readThePlainBackend() throws IOException {
    backend =
        Files.readString(PLAIN)
            .replace("package dev.corral.samples", "package stranger")
            .replace("PlainBackend", "Stranger")
            .replace("\"plain\"", "\"stranger\"");
  }

  /** Compiles the backend against the SPI with another version, and packs the backend alone. */
  private Backends builtFor(int version, String... moreOfTheSpi) throws IOException {
    String spi = Files.readString(SPI);
    assertThat(spi).contains(VERSION);
    Path source = folder.resolve("src");
    write(
        source.resolve("dev/corral/spi/BackendProvider.java"),
        spi.replace(VERSION, "int SPI_VERSION = " + version + ";" + String.join("", moreOfTheSpi)));
    write(source.resolve("stranger/Stranger.java"), backend);
    Path all = folder.resolve("all");
    run(
        "javac",
        "-proc:none",
        "-cp",
        System.getProperty("java.class.path"),
        "-d",
        all.toString(),
        source.resolve("dev/corral/spi/BackendProvider.java").toString(),
        source.resolve("stranger/Stranger.java").toString());
    Path services = all.resolve("META-INF/services").resolve(BackendProvider.class.getName());
    write(services, "stranger.Stranger");
    Path jar = folder.resolve("stranger.jar");
    String in = all.toString();
    run("jar", "cf", jar.toString(), "-C", in, "stranger", "-C", in, "META-INF");
    ClassLoader ours = SpiVersionTest.class.getClassLoader();
    return Backends.discover(new URLClassLoader(new URL[] {jar.toUri().toURL()}, ours));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void run(String tool, String... arguments) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    assertThat(code).as("%s %s", tool, List.of(arguments)).isZero();
  }

  @Test
  void oneOfThisVersionIsAvailable() throws IOException {
    assertThat(builtFor(BackendProvider.SPI_VERSION).entries())
        .singleElement()
        .returns("stranger", BackendEntry::id)
        .returns(State.AVAILABLE, BackendEntry::state);
  }

  @Test
  void anOlderOneIsBrokenInWords() throws IOException {
    Backends backends = builtFor(0);
    assertThat(backends.entries())
        .singleElement()
        .returns("stranger", BackendEntry::id)
        .returns("stranger.Stranger", BackendEntry::providerClass)
        .returns(State.BROKEN, BackendEntry::state)
        .satisfies(e -> assertThat(e.location()).endsWith("stranger.jar"))
        .satisfies(e -> assertThat(e.reason()).endsWith(versions(0)))
        .satisfies(e -> assertThat(e.remedy()).contains("update or remove its jar"));
    assertThatThrownBy(() -> backends.open("stranger"))
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("\"stranger\" is BROKEN")
        .hasMessageContaining(versions(0))
        .hasMessageContaining("Either update or remove its jar");
  }

  @Test
  void aNewerOneIsBrokenInWordsAndHidesNobody() throws IOException {
    Backends backends = builtFor(7).with(Named.available("stranger", 1));
    assertThat(backends.entries())
        .extracting(BackendEntry::state)
        .containsExactly(State.AVAILABLE, State.BROKEN);
    assertThat(backends.entries().get(1))
        .satisfies(e -> assertThat(e.reason()).endsWith(versions(7)))
        .satisfies(e -> assertThat(e.remedy()).contains("update corral-api", "for version 1"));
    try (Session session = backends.open("stranger")) {
      assertThat(session.backend().device()).isEqualTo("a device");
    }
  }

  @Test
  void aNewerOneThatNeedsWhatIsNotHereYetIsBrokenInWords() throws IOException {
    backend =
        backend.replace(
            "public class Stranger",
            "class Needs { BackendProvider.Tuning tuning = new BackendProvider.Tuning(); }\n"
                + "public class Stranger");
    backend =
        backend.replace(
            "implements BackendProvider, Backend {",
            "implements BackendProvider, Backend {\n  private final Needs needs = new Needs();");
    Backends backends = builtFor(7, "\n  class Tuning {}");
    assertThat(backends.entries())
        .singleElement()
        .returns("stranger.Stranger", BackendEntry::providerClass)
        .returns(State.BROKEN, BackendEntry::state)
        .satisfies(e -> assertThat(e.reason()).contains("dev.corral.spi.BackendProvider$Tuning"))
        .satisfies(e -> assertThat(e.remedy()).contains("update corral-api"));
    assertThatThrownBy(backends::open).isInstanceOf(NoBackendException.class);
  }

  private static String versions(int theirs) {
    return "it was built for version "
        + theirs
        + " of the SPI, and this is version "
        + BackendProvider.SPI_VERSION;
  }
}
