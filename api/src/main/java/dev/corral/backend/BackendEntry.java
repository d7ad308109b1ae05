package dev.corral.backend;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What discovery knows of one provider.
 *
 * @param id the backend's name, or {@code ?} where the provider could not say
 * @param providerClass the provider's class
 * @param location the jar or folder that it came from
 * @param version the version of that jar, or {@code unknown}
 * @param state whether the backend can be used
 * @param priority its effective priority; 0 unless available
 * @param device what it runs on; empty unless available
 * @param reason why it cannot be used; empty if available
 * @param remedy what can be done about that; empty if available
 * @param jvmFlags flags of the Java launcher that it runs better with
 * @param environment variables of the environment that it runs better with
 * @param cause the error underneath, or null
 */
public record BackendEntry(
    String id,
    String providerClass,
    String location,
    String version,
    State state,
    int priority,
    String device,
    String reason,
    String remedy,
    List<String> jvmFlags,
    Map<String, String> environment,
    @Nullable Throwable cause) {

  /** Whether a backend can be used. */
  public enum State {
    /** It can be opened. */
    AVAILABLE,
    /** It is sound, but something that it needs is missing here. */
    UNAVAILABLE,
    /** Its provider fails, or was built for another version of the SPI. */
    BROKEN,
    /** Another provider has the same id. */
    CONFLICT
  }

  /** The entry in two or three lines of the report. */
  @Override
  public String toString() {
    boolean available = state == State.AVAILABLE;
    String indent = System.lineSeparator() + " ".repeat(14);
    return String.format("%-13s %-12s ", id, state)
        + (available ? device + " (priority " + priority + ")" : reason)
        + (available ? "" : indent + "what to do: " + remedy)
        + (indent + providerClass + ", version " + version + ", from " + location);
  }
}
