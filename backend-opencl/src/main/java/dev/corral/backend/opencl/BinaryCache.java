package dev.corral.backend.opencl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps built programs on disk.
 *
 * <p>An entry is a file named after its key, the digest of all that the binary depends on. It holds
 * the key, a digest of the binary, and the binary; one that holds anything else counts as absent,
 * and the next write replaces it. Files appear whole or not at all. The cache saves time and
 * nothing else, so it never fails: what cannot be read or written is built again.
 */
final class BinaryCache {
  /** The system property that names the directory, or turns the cache {@link #OFF}. */
  static final String PROPERTY = "corral.opencl.cache";

  private static final String OFF = "off";
  private static final System.Logger LOG = System.getLogger(BinaryCache.class.getName());
  private static final int DIGEST = 32;

  private final @Nullable Path directory;

  /** A cache in a directory; null keeps nothing. */
  BinaryCache(@Nullable Path directory) {
    this.directory = directory;
  }

  /** The cache that the user's settings ask for. */
  static BinaryCache ofUser() {
    String named = System.getProperty(PROPERTY);
    if (named != null && !named.isBlank()) {
      return new BinaryCache(named.equals(OFF) ? null : Path.of(named));
    }
    String base = System.getenv("XDG_CACHE_HOME");
    Path caches =
        base != null && Path.of(base).isAbsolute()
            ? Path.of(base)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new BinaryCache(caches.resolve("corral").resolve("opencl"));
  }

  /**
   * What tells one entry from another.
   *
   * @param hex a digest
   */
  record Key(String hex) {
    private String fileName() {
      return hex + ".bin";
    }

    private byte[] digest() {
      return HexFormat.of().parseHex(hex);
    }
  }

  /** The key of a binary that depends on these texts. */
  static Key key(String... parts) {
    MessageDigest sha = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      sha.update(bytes);
    }
    return new Key(HexFormat.of().formatHex(sha.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The binary under a key; empty if there is none, or none to be trusted. */
  Optional<byte[]> read(Key key) {
    if (directory == null) {
      return Optional.empty();
    }
    Path file = directory.resolve(key.fileName());
    try {
      Optional<byte[]> binary = unpack(key, Files.readAllBytes(file));
      if (binary.isEmpty()) {
        LOG.log(System.Logger.Level.DEBUG, "{0} is damaged, and is built again", file);
      }
      return binary;
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "a built program cannot be read", unreadable);
      return Optional.empty();
    }
  }

  private static Optional<byte[]> unpack(Key key, byte[] entry) {
    if (entry.length < 2 * DIGEST) {
      return Optional.empty();
    }
    byte[] binary = Arrays.copyOfRange(entry, 2 * DIGEST, entry.length);
    return Arrays.equals(entry, pack(key, binary)) ? Optional.of(binary) : Optional.empty();
  }

  private static byte[] pack(Key key, byte[] binary) {
    return ByteBuffer.allocate(2 * DIGEST + binary.length)
        .put(key.digest())
        .put(sha256().digest(binary))
        .put(binary)
        .array();
  }

  /** Keeps a binary under a key; does not ask for it where nothing is kept. */
  void write(Key key, Supplier<byte[]> binary) {
    if (directory == null) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Path whole = Files.createTempFile(directory, "new-", ".tmp");
      try {
        Files.write(whole, pack(key, binary.get()));
        Files.move(whole, directory.resolve(key.fileName()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException unwritable) {
      LOG.log(System.Logger.Level.DEBUG, "a built program cannot be kept", unwritable);
    }
  }
}
