package dev.corral.backend;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each operation ran and how long its calls took on the host; and, where the backend's
 * device keeps its own time, the same of each kernel. Added up over all scopes that were opened
 * with this profile. Thread-safe.
 */
public final class Profile {
  /**
   * The sums of one operation or kernel.
   *
   * @param name of an operation, as {@code conv2d}, or of a kernel
   * @param calls how often it ran
   * @param nanoseconds how long that took together
   */
  public record Row(String name, long calls, long nanoseconds) {
    private Row plus(Row other) {
      return new Row(name, calls + other.calls, nanoseconds + other.nanoseconds);
    }
  }

  private final Map<String, Row> operations = new ConcurrentHashMap<>();
  private final Map<String, Row> kernels = new ConcurrentHashMap<>();

  /** An empty profile. */
  public Profile() {}

  void addOperation(String operation, long nanoseconds) {
    operations.merge(operation, new Row(operation, 1, nanoseconds), Row::plus);
  }

  void addKernel(String kernel, long nanoseconds) {
    kernels.merge(kernel, new Row(kernel, 1, nanoseconds), Row::plus);
  }

  /**
   * The operations so far, with their times on the host.
   *
   * @return a row an operation, the costliest first
   */
  public List<Row> operations() {
    return costliestFirst(operations);
  }

  /**
   * The kernels so far, with their times on the device.
   *
   * @return a row a kernel, the costliest first; none where the backend computes on the host
   */
  public List<Row> kernels() {
    return costliestFirst(kernels);
  }

  private static List<Row> costliestFirst(Map<String, Row> rows) {
    return rows.values().stream()
        .sorted(Comparator.comparingLong(Row::nanoseconds).reversed())
        .toList();
  }

  /** The rows as a table, or as two. */
  @Override
  public String toString() {
    return table("operation", operations())
        + (kernels.isEmpty() ? "" : table("kernel, on the device", kernels()));
  }

  private static String table(String title, List<Row> rows) {
    StringBuilder table =
        new StringBuilder(String.format("%-24s %8s %12s%n", title, "calls", "ms"));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT, "%-24s %8d %12.3f%n", row.name, row.calls, row.nanoseconds / 1e6));
    }
    return table.toString();
  }
}
