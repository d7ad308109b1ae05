package dev.corral.backend.opencl;

/**
 * The tile of a product that a group of work-items computes on a GPU.
 *
 * @param work results of a work-item along each side, WORK in tiles.cl
 */
record GpuTile(int work) {
  /** Work-items along each side of a tile, SIDE in tiles.cl. */
  private static final int SIDE = 16;

  private static final GpuTile SMALL = new GpuTile(4);

  /** Loads half as much for each product, but makes a quarter of the tiles. */
  private static final GpuTile LARGE = new GpuTile(8);

  /** The largest tile that a product of this size fills, so that there are at least so many. */
  static GpuTile of(long rows, long columns, int least) {
    boolean fills = rows > SMALL.side() && columns > SMALL.side();
    return fills && LARGE.count(rows, columns) >= least ? LARGE : SMALL;
  }

  /** Results along each side. */
  int side() {
    return SIDE * work;
  }

  /** Tiles that cover a product. */
  int count(long rows, long columns) {
    return Math.multiplyExact(Tiles.count(rows, side()), Tiles.count(columns, side()));
  }
}
