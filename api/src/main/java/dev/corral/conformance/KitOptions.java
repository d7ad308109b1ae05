package dev.corral.conformance;

import java.util.Map;

/**
 * What the kit runs a backend with.
 *
 * @param backend the backend's own settings by name
 * @param seed from which random inputs are drawn
 * @param size how much is run
 */
public record KitOptions(Map<String, String> backend, long seed, Size size) {
  /** No settings, seed 0, the quick part. */
  public static final KitOptions DEFAULT = new KitOptions(Map.of(), 0, Size.QUICK);

  /** How much is run. */
  public enum Size {
    /** Every rule and every shape that backends get wrong, in seconds. */
    QUICK,
    /** Also many more sizes, and large tensors. */
    FULL
  }

  /** Copies the settings. */
  public KitOptions {
    backend = Map.copyOf(backend);
  }

  /**
   * The same with other settings of the backend.
   *
   * @param settings by name, as the backend documents them
   * @return new options
   */
  public KitOptions backend(Map<String, String> settings) {
    return new KitOptions(settings, seed, size);
  }

  /**
   * The same with another seed.
   *
   * @param value any number
   * @return new options
   */
  public KitOptions seed(long value) {
    return new KitOptions(backend, value, size);
  }

  /**
   * The same with another size.
   *
   * @param value how much is run
   * @return new options
   */
  public KitOptions size(Size value) {
    return new KitOptions(backend, seed, value);
  }
}
