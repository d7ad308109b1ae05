package dev.corral.backend;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each operation ran and how long its calls took on the host, added up over all scopes
 * that were opened with this profile. Thread-safe.
 */
public final class Profile {
  /**
   * The sums of one operation.
   *
   * @param operation its name, as {@code conv2d}
   * @param calls how often it ran
   * @param nanoseconds how long its calls took together
   */
  public record Row(String operation, long calls, long nanoseconds) {}

  private final Map<String, Row> rows = new ConcurrentHashMap<>();

  /** An empty profile. */
  public Profile() {}

  void add(String operation, long nanoseconds) {
    rows.merge(
        operation,
        new Row(operation, 1, nanoseconds),
        (old, one) -> new Row(operation, old.calls + 1, old.nanoseconds + nanoseconds));
  }

  /**
   * The sums so far.
   *
   * @return a row an operation, the costliest first
   */
  public List<Row> rows() {
    return rows.values().stream()
        .sorted(Comparator.comparingLong(Row::nanoseconds).reversed())
        .toList();
  }

  /** The rows as a table. */
  @Override
  public String toString() {
    StringBuilder table =
        new StringBuilder(String.format("%-24s %8s %12s%n", "operation", "calls", "ms"));
    for (Row row : rows()) {
      table.append(
          String.format(
              Locale.ROOT, "%-24s %8d %12.3f%n", row.operation, row.calls, row.nanoseconds / 1e6));
    }
    return table.toString();
  }
}
