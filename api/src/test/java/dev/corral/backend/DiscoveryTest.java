package dev.corral.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.BackendEntry.State;
import dev.corral.backend.Providers.Named;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.Availability;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.BackendOpenException;
import dev.corral.tensor.NoBackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
  @TempDir private Path folder;

  @AfterEach
  void forgetTheProperty() {
    System.clearProperty(Backends.PROPERTY);
  }

  /** Backends of a class path entry whose services file names these classes. */
  private Backends declaring(String... classes) {
    try {
      Path services = folder.resolve("META-INF/services");
      Files.createDirectories(services);
      Files.write(services.resolve(BackendProvider.class.getName()), List.of(classes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Backends.discover(new URLClassLoader(new URL[] {url(folder)}, loader()));
  }

  private static ClassLoader loader() {
    return DiscoveryTest.class.getClassLoader();
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void handsAnAvailableProviderToWhoeverTestsIt() {
    BackendProvider provider = new PlainBackend();
    Backends backends = Backends.of(provider);
    assertThat(backends.provider("plain")).isSameAs(provider);
    assertThatThrownBy(() -> backends.provider("plane"))
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("Did you mean plain");
  }

  @Test
  void aBadProviderNeverHidesTheOthers() {
    Backends backends =
        declaring(
            Providers.ThrowsInConstructor.class.getName(),
            "org.absent.Provider",
            Providers.MissesAClass.class.getName(),
            DiscoveryTest.class.getName(),
            Providers.ThrowsInProbe.class.getName(),
            Providers.OfAnotherVersion.class.getName());
    Backends all = backends.with(Named.available("good", 1));
    assertThat(all.entries()).hasSize(7);
    assertThat(all.entries().get(0))
        .returns("good", BackendEntry::id)
        .returns(State.AVAILABLE, BackendEntry::state)
        .returns("a device", BackendEntry::device);
    assertThat(all.entries().subList(1, 7))
        .allSatisfy(entry -> assertThat(entry.state()).isEqualTo(State.BROKEN))
        .allSatisfy(entry -> assertThat(entry.cause()).isNotNull())
        .allSatisfy(entry -> assertThat(entry.remedy()).contains("update"));
    assertThat(all.entries())
        .extracting(BackendEntry::reason)
        .anyMatch(reason -> reason.contains("boom in the constructor"))
        .anyMatch(reason -> reason.contains("org.absent.Provider not found"))
        .anyMatch(reason -> reason.contains("org/absent/Library"))
        .anyMatch(reason -> reason.contains("DiscoveryTest not a subtype"))
        .anyMatch(reason -> reason.contains("no libdevice.so"))
        .anyMatch(reason -> reason.contains("version 2 of the SPI, and this is version 1"));
    assertThat(all.toString())
        .contains("good          AVAILABLE    a device (priority 1)")
        .contains("BROKEN       java.lang.IllegalStateException: boom in the constructor")
        .contains(Providers.ThrowsInConstructor.class.getName())
        .contains("what to do: update or remove its jar");
    try (Session session = all.open()) {
      assertThat(session.backend().id()).isEqualTo("good");
    }
  }

  @Test
  void aDamagedServicesFileIsReported() {
    Backends backends = declaring("not a class name!");
    assertThat(backends.entries())
        .singleElement()
        .returns(State.BROKEN, BackendEntry::state)
        .extracting(BackendEntry::reason)
        .asString()
        .contains("Illegal configuration-file syntax");
  }

  @Test
  void aProviderThatSeveralLoadersSeeCountsOnce() {
    Backends one = declaring(PlainBackend.class.getName());
    assertThat(one.entries()).hasSize(1);
    ClassLoader first = new URLClassLoader(new URL[] {url(folder)}, loader());
    ClassLoader second = new URLClassLoader(new URL[0], first);
    assertThat(Backends.discover(first, second).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.id()).isEqualTo("plain");
              assertThat(entry.providerClass()).isEqualTo(PlainBackend.class.getName());
              assertThat(entry.location()).endsWith("test-classes/");
            });
  }

  @Test
  void twoProvidersOfOneIdAreAConflictOnlyForThatId() {
    Backends backends =
        Backends.of(
            Named.available("twin", 9), Named.available("twin", 8), Named.available("other", 1));
    assertThat(backends.entries())
        .extracting(BackendEntry::state)
        .containsExactly(State.AVAILABLE, State.CONFLICT, State.CONFLICT);
    assertThat(backends.select().id()).isEqualTo("other");
    assertThatThrownBy(() -> backends.open("twin"))
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("\"twin\" is CONFLICT: several providers have the id twin")
        .hasMessageContaining("leave one of their jars on the class path");
  }

  @Test
  void theHighestEffectivePriorityWins() {
    Backends backends =
        Backends.of(
            Named.available("low", 1),
            Named.onDevice("demoted", 200, 0),
            Named.available("high", 100),
            new Named("away", 300, new Availability.Unavailable("no device", "plug one in")));
    assertThat(backends.select().id()).isEqualTo("high");
    assertThat(backends.entries())
        .extracting(BackendEntry::id)
        .containsExactly("high", "low", "demoted", "away");
  }

  @Test
  void aNamedBackendIsUsedOrIsAnError() {
    Named other = Named.available("other", 100);
    Backends backends =
        Backends.of(
            other,
            Named.available("cpu-naive", 0),
            new Named("opencl", 200, new Availability.Unavailable("no platform", "install one")));
    System.setProperty(Backends.PROPERTY, "cpu-naive");
    try (Session session = backends.open()) {
      assertThat(session.backend().id()).isEqualTo("cpu-naive");
      assertThat(other.probes()).as("others are not probed for a named one").isZero();
    }
    System.setProperty(Backends.PROPERTY, "opencl");
    assertThatThrownBy(backends::open)
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("\"opencl\" is UNAVAILABLE: no platform")
        .hasMessageContaining("Either install one, or name another")
        .hasMessageContaining("cpu-naive     AVAILABLE");
    assertThatThrownBy(() -> backends.open("cpunaive"))
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("there is no backend named \"cpunaive\"")
        .hasMessageContaining("expected one of other, cpu-naive, opencl")
        .hasMessageContaining("Did you mean cpu-naive");
    assertThatThrownBy(() -> backends.open("zzzzzzzzzzzzzzzz"))
        .hasMessageContaining("Add its jar, or name one that is there");
  }

  @Test
  void aBackendThatDoesNotOpenSaysWhy() {
    Backends backends = Backends.of(new Providers.ThrowsInOpen());
    assertThatThrownBy(backends::open)
        .isInstanceOf(BackendOpenException.class)
        .hasMessageContaining("plain")
        .hasMessageContaining("the device is busy")
        .hasMessageContaining("-Dcorral.backend=ID")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> backends.open("plain", Map.of("a", "b")))
        .isInstanceOf(BackendOpenException.class);
  }

  @Test
  void withoutAnyProviderTheUsualCauseIsNamed() {
    Backends none = Backends.of();
    assertThat(none.entries()).isEmpty();
    assertThatThrownBy(none::open)
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("no backend is available; expected at least one provider")
        .hasMessageContaining("Add a backend's jar to the class path")
        .hasMessageContaining("dropped META-INF/services")
        .hasMessageContaining("No provider of dev.corral.spi.BackendProvider was found.");
    Backends allAway =
        Backends.of(new Named("away", 1, new Availability.Unavailable("no device", "plug it in")));
    assertThatThrownBy(allAway::select)
        .hasMessageContaining("Follow the advice in the report")
        .hasMessageContaining("what to do: plug it in");
  }

  @Test
  void probingHappensOnceAndOnlyWhenAsked() {
    Named provider = Named.available("lazy", 1);
    Backends backends = Backends.of(provider);
    assertThat(provider.probes()).isZero();
    backends.entries();
    backends.select();
    assertThat(backends.toString()).contains("lazy");
    assertThat(provider.probes()).isEqualTo(1);
  }
}
