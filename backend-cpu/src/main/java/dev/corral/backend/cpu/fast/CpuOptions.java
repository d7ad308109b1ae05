package dev.corral.backend.cpu.fast;

import dev.corral.backend.cpu.fast.convolution.Algorithm;
import dev.corral.tensor.BackendOpenException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The settings of the fast CPU backend.
 *
 * @param threads how many threads compute; all processors by default
 * @param simd whether to use SIMD kernels where they are there; true by default
 * @param algorithm how to convolve; {@code auto} by default
 */
record CpuOptions(int threads, boolean simd, Algorithm algorithm) {
  private static final Set<String> NAMES = Set.of("threads", "simd", "algorithm");
  private static final int MOST_THREADS = 1024;

  static CpuOptions of(Map<String, String> options) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(NAMES);
    if (!unknown.isEmpty()) {
      throw refused(
          "the options " + unknown + " for " + CpuProvider.ID,
          "only " + new TreeSet<>(NAMES),
          "Check the spelling, or name the backend that they are for");
    }
    String processors = Integer.toString(Runtime.getRuntime().availableProcessors());
    return new CpuOptions(
        threads(options.getOrDefault("threads", processors)),
        simd(options.getOrDefault("simd", "true")),
        algorithm(options.getOrDefault("algorithm", "auto")));
  }

  private static int threads(String value) {
    if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > MOST_THREADS) {
      throw refused(
          "the option threads=" + value,
          "a number from 1 to " + MOST_THREADS,
          "Leave it out to use all processors");
    }
    return Integer.parseInt(value);
  }

  private static boolean simd(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw refused("the option simd=" + value, "true or false", "Leave it out for SIMD");
    }
    return value.equals("true");
  }

  private static Algorithm algorithm(String value) {
    return Arrays.stream(Algorithm.values())
        .filter(algorithm -> name(algorithm).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "the option algorithm=" + value,
                    "one of "
                        + Arrays.stream(Algorithm.values())
                            .map(CpuOptions::name)
                            .collect(Collectors.joining(", ")),
                    "Leave it out to let the backend choose"));
  }

  private static String name(Algorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT);
  }

  private static BackendOpenException refused(String given, String expected, String remedy) {
    return new BackendOpenException(given, expected, remedy, null);
  }
}
