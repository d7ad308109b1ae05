package dev.corral.backend.opencl;

/**
 * How many work-items a kernel is launched with, in two dimensions, and in what groups. Kernels
 * loop over their share of the work (FOR_SHARE in common.cl), so any grid computes all of it.
 *
 * @param along groups along the first dimension
 * @param across groups along the second dimension
 * @param width work-items of a group along the first dimension
 * @param height work-items of a group along the second dimension
 */
record Grid(long along, long across, long width, long height) {
  /** Steps of work that are worth a work-item of their own on a CPU. */
  private static final long CPU_SHARE = 8192;

  /** Work-items for each core of a CPU, so that cores that finish early find more. */
  private static final int CPU_SHARES = 8;

  private static final int GPU_GROUP = 256;

  /** Some drivers allow no more groups along the second dimension. */
  private static final long MOST_GROUPS = 65_535;

  /**
   * A grid for loops over rows of columns.
   *
   * @param family how a work-item takes its share
   * @param units the device's compute units
   * @param columns things along a row, the first dimension
   * @param rows the second dimension
   * @param steps of work for each thing, such as the products of a sum
   */
  static Grid of(Family family, int units, long columns, long rows, long steps) {
    return family == Family.CPU ? shares(units, columns, rows, steps) : groups(columns, rows);
  }

  /** So many work-items, each a group of its own. */
  static Grid ofItems(long columns, long rows) {
    return new Grid(columns, rows, 1, 1);
  }

  /** So many groups of so many work-items, along the first dimension. */
  static Grid ofGroups(long count, int size) {
    return new Grid(count, 1, size, 1);
  }

  /** Few work-items, each its own group; rows are split rather than columns. */
  private static Grid shares(int units, long columns, long rows, long steps) {
    long most = Math.min((long) units * CPU_SHARES, columns * rows * steps / CPU_SHARE);
    long across = Math.max(1, Math.min(rows, most));
    long along = Math.max(1, Math.min(columns, most / across));
    return new Grid(along, across, 1, 1);
  }

  /** A work-item for each thing, in groups as wide as the columns allow; three forms are enough. */
  private static Grid groups(long columns, long rows) {
    int width = columns > 32 ? GPU_GROUP : columns > 4 ? 32 : 4;
    int height = GPU_GROUP / width;
    long along = (columns + width - 1) / width;
    long across = Math.min((rows + height - 1) / height, MOST_GROUPS);
    return new Grid(along, across, width, height);
  }

  /** Work-items along each dimension. */
  long[] global() {
    return new long[] {along * width, across * height};
  }

  /** Work-items of a group along each dimension. */
  long[] local() {
    return new long[] {width, height};
  }
}
