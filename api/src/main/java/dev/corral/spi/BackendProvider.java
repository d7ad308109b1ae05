package dev.corral.spi;

import java.util.List;
import java.util.Map;

/**
 * What ServiceLoader instantiates to find a backend. It needs a public constructor without
 * parameters, which loads nothing and costs nothing.
 *
 * <p>Declare it both in {@code module-info} ({@code provides dev.corral.spi.BackendProvider with
 * …}) and in {@code META-INF/services/dev.corral.spi.BackendProvider}.
 */
public interface BackendProvider {
  /**
   * The version of this SPI; a compile-time constant, so that a provider keeps what it was built
   * for.
   */
  int SPI_VERSION = 1;

  /** The regular expression of an id: lower-case letters, digits and hyphens between them. */
  String ID = "[a-z0-9]+(-[a-z0-9]+)*";

  /**
   * The name that users select the backend by.
   *
   * @return lower-case letters, digits and hyphens, as {@code cpu-naive}; matches {@link #ID}
   */
  String id();

  /**
   * Which backend wins when none is named: the highest among the available. The textbook backend
   * has 0, the fast CPU backend 100, a GPU 200. A {@link Availability.Available} device may say
   * otherwise for itself.
   *
   * @return the rank
   */
  int priority();

  /**
   * The version of the SPI that the provider was compiled against.
   *
   * @return {@code SPI_VERSION}, written so
   */
  int spiVersion();

  /**
   * Whether the backend can be opened here. It may load a native library, once, and remembers its
   * answer; it never throws.
   *
   * @return the device, or the reason why there is none
   */
  Availability probe();

  /**
   * Opens the backend.
   *
   * @param options the backend's own settings by name; unknown names are an error
   * @return a backend that the caller closes
   * @throws RuntimeException if it does not open; the framework wraps it in a {@link
   *     dev.corral.tensor.BackendOpenException}
   */
  Backend open(Map<String, String> options);

  /**
   * Flags of the Java launcher that this backend runs better with, as {@code
   * --add-modules=jdk.incubator.vector}. An application that starts its own JVM adds them.
   *
   * @return the flags that apply to the running Java version; none by default
   */
  default List<String> jvmFlags() {
    return List.of();
  }

  /**
   * Variables of the environment that this backend runs better with, as {@code LD_PRELOAD}. An
   * application that starts its own JVM sets them.
   *
   * @return values by name; none by default
   */
  default Map<String, String> environment() {
    return Map.of();
  }
}
