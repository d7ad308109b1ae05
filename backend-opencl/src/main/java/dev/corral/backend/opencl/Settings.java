package dev.corral.backend.opencl;

import dev.corral.tensor.BackendOpenException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user can ask for when opening the backend.
 *
 * @param device the device's index or part of its name; null for the best
 * @param family the kernels to use; null for those of the device's type
 */
record Settings(@Nullable String device, @Nullable Family family) {
  /** The system property that names the device where no option does. */
  static final String DEVICE = "corral.opencl.device";

  /** The system property that names the kernels' family where no option does. */
  static final String FAMILY = "corral.opencl.family";

  private static final String DEVICE_OPTION = "device";
  private static final String FAMILY_OPTION = "family";

  /** The settings in a session's options. */
  static Settings of(Map<String, String> options) {
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.remove(DEVICE_OPTION);
    unknown.remove(FAMILY_OPTION);
    if (!unknown.isEmpty()) {
      throw new BackendOpenException(
          "the options " + unknown + " for " + OpenClProvider.ID,
          DEVICE_OPTION + " (an index or part of a name) or " + FAMILY_OPTION + familyNames(),
          "Leave the others out, or name the backend that they are for",
          null);
    }
    return new Settings(
        options.getOrDefault(DEVICE_OPTION, System.getProperty(DEVICE)),
        family(options.getOrDefault(FAMILY_OPTION, System.getProperty(FAMILY))));
  }

  private static @Nullable Family family(@Nullable String id) {
    if (id == null) {
      return null;
    }
    return Arrays.stream(Family.values())
        .filter(family -> family.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendOpenException(
                    "the option " + FAMILY_OPTION + "=" + id,
                    FAMILY_OPTION + familyNames(),
                    "Leave it out to get the kernels for the device's type",
                    null));
  }

  private static String familyNames() {
    return Arrays.stream(Family.values())
        .map(Family::id)
        .collect(Collectors.joining(" or ", " (", ")"));
  }
}
