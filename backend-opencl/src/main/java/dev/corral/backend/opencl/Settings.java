package dev.corral.backend.opencl;

import dev.corral.tensor.BackendOpenException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user can ask for when opening the backend.
 *
 * @param device the device's index or part of its name; null for the best
 * @param family the kernels to use; null for those of the device's type
 * @param algorithm how to convolve
 */
record Settings(@Nullable String device, @Nullable Family family, Algorithm algorithm) {
  /** The system property that names the device where no option does. */
  static final String DEVICE = "corral.opencl.device";

  /** The system property that names the kernels' family where no option does. */
  static final String FAMILY = "corral.opencl.family";

  private static final String DEVICE_OPTION = "device";
  private static final String FAMILY_OPTION = "family";
  private static final String ALGORITHM_OPTION = "algorithm";

  /** The settings in a session's options. */
  static Settings of(Map<String, String> options) {
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(List.of(DEVICE_OPTION, FAMILY_OPTION, ALGORITHM_OPTION));
    if (!unknown.isEmpty()) {
      throw new BackendOpenException(
          "the options " + unknown + " for " + OpenClProvider.ID,
          String.format(
              "%s (an index or part of a name), %s (%s) or %s (%s)",
              DEVICE_OPTION,
              FAMILY_OPTION,
              ids(Family.values(), Family::id),
              ALGORITHM_OPTION,
              ids(Algorithm.values(), Algorithm::id)),
          "Leave the others out, or name the backend that they are for",
          null);
    }
    String family = options.getOrDefault(FAMILY_OPTION, System.getProperty(FAMILY));
    String algorithm = options.getOrDefault(ALGORITHM_OPTION, Algorithm.AUTO.id());
    return new Settings(
        options.getOrDefault(DEVICE_OPTION, System.getProperty(DEVICE)),
        family == null ? null : named(FAMILY_OPTION, family, Family.values(), Family::id),
        named(ALGORITHM_OPTION, algorithm, Algorithm.values(), Algorithm::id));
  }

  private static <T> T named(String option, String id, T[] values, Function<T, String> ids) {
    return Arrays.stream(values)
        .filter(value -> ids.apply(value).equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendOpenException(
                    "the option " + option + "=" + id,
                    option + " (" + ids(values, ids) + ")",
                    "Leave it out to have the backend choose",
                    null));
  }

  private static <T> String ids(T[] values, Function<T, String> ids) {
    return Arrays.stream(values).map(ids).collect(Collectors.joining(" or "));
  }
}
