package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryCacheTest {
  private static final byte[] BINARY = {1, 2, 3, 4, 5};

  @TempDir private Path folder;
  private Path directory;
  private BinaryCache cache;

  @BeforeEach
  void create() {
    directory = folder.resolve("not").resolve("yet");
    cache = new BinaryCache(directory);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void givesBackWhatItKeeps() throws IOException {
    BinaryCache.Key key = BinaryCache.key("device", "source");
    assertThat(cache.read(key)).isEmpty();
    cache.write(key, () -> BINARY);
    assertThat(cache.read(key)).contains(BINARY);
    assertThat(cache.read(BinaryCache.key("device", "other source"))).isEmpty();
    assertThat(entries()).hasSize(1);
  }

  @Test
  void tellsWhereOnePartOfAKeyEnds() {
    assertThat(BinaryCache.key("ab", "c")).isNotEqualTo(BinaryCache.key("a", "bc"));
    assertThat(BinaryCache.key("a", "b")).isEqualTo(BinaryCache.key("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 63, 64, 68})
  void neverTrustsADamagedEntry(int place) throws IOException {
    BinaryCache.Key key = BinaryCache.key("device", "source");
    cache.write(key, () -> BINARY);
    Path file = entries().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[place] ^= 1;
    Files.write(file, bytes);
    assertThat(cache.read(key)).isEmpty();
    cache.write(key, () -> BINARY);
    assertThat(cache.read(key)).contains(BINARY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 68})
  void neverTrustsAShortenedEntry(int length) throws IOException {
    BinaryCache.Key key = BinaryCache.key("device", "source");
    cache.write(key, () -> BINARY);
    Path file = entries().get(0);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    assertThat(cache.read(key)).isEmpty();
  }

  @Test
  void neverTrustsAnEntryOfAnotherKey() throws IOException {
    BinaryCache.Key key = BinaryCache.key("device", "source");
    BinaryCache.Key other = BinaryCache.key("device", "other source");
    cache.write(key, () -> BINARY);
    Path file = entries().get(0);
    cache.write(other, () -> BINARY);
    Path otherFile = entries().stream().filter(f -> !f.equals(file)).findFirst().orElseThrow();
    Files.copy(file, otherFile, StandardCopyOption.REPLACE_EXISTING);
    assertThat(cache.read(other)).isEmpty();
  }

  @Test
  void doesWithoutADirectory() throws IOException {
    BinaryCache.Key key = BinaryCache.key("device", "source");
    BinaryCache off = new BinaryCache(null);
    off.write(key, () -> fail("nobody keeps it"));
    assertThat(off.read(key)).isEmpty();

    Path file = Files.createFile(folder.resolve("file"));
    BinaryCache impossible = new BinaryCache(file);
    impossible.write(key, () -> BINARY);
    assertThat(impossible.read(key)).isEmpty();
  }

  /** What a session makes of entries that are not its own. */
  @Nested
  @NeedsDevice
  class InASession {
    private void compute() {
      Device device = DeviceChoice.of(Devices.list(), null);
      try (Context context = Context.open(device, Family.CPU, cache)) {
        DeviceStorage y = context.allocate(3);
        context.run(() -> context.kernel(Program.of("elementwise"), "fill"));
        y.write(new float[] {1, 2, 3});
        float[] values = new float[3];
        y.read(values);
        assertThat(values).containsExactly(1, 2, 3);
        y.free();
      }
      assertThat(Cl.live()).isEmpty();
    }

    private BinaryCache.Key keyOf(Path entry) {
      return new BinaryCache.Key(entry.getFileName().toString().replace(".bin", ""));
    }

    @Test
    void keepsWhatItBuilt() throws IOException {
      compute();
      assertThat(entries()).singleElement().matches(entry -> cache.read(keyOf(entry)).isPresent());
    }

    @Test
    void rebuildsADamagedEntry() throws IOException {
      compute();
      Path entry = entries().get(0);
      byte[] sound = Files.readAllBytes(entry);
      byte[] damaged = sound.clone();
      damaged[damaged.length / 2] ^= 1;
      Files.write(entry, damaged);
      compute();
      assertThat(cache.read(keyOf(entry))).isPresent();
    }

    @Test
    void rebuildsWhatTheDriverDoesNotTake() throws IOException {
      compute();
      BinaryCache.Key key = keyOf(entries().get(0));
      cache.write(key, () -> BINARY);
      compute();
      assertThat(cache.read(key)).isPresent().get().isNotEqualTo(BINARY);
    }
  }
}
