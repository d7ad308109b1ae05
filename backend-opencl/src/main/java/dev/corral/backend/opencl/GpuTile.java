package dev.corral.backend.opencl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tile of a product that a group of work-items computes on a GPU: see tiles.cl.
 *
 * @param rowItems work-items that share the rows
 * @param work rows and columns of a work-item
 * @param depth products that go through local memory at a time
 */
record GpuTile(int rowItems, int work, int depth) {
  private static final GpuTile SQUARE = new GpuTile(16, 4, 16);

  /** Half as many rows, for products that would leave the others empty. */
  private static final GpuTile FLAT = new GpuTile(8, 4, 16);

  /** Loads half as much for each product, but makes a quarter of the tiles. */
  private static final GpuTile LARGE = new GpuTile(16, 8, 8);

  /** The largest tile that a product of this size fills, so that there are at least so many. */
  static GpuTile of(long rows, long columns, int least) {
    if (rows <= FLAT.rows()) {
      return FLAT;
    }
    boolean fills = rows > SQUARE.rows() && columns > SQUARE.columns();
    return fills && LARGE.count(rows, columns) >= least ? LARGE : SQUARE;
  }

  private int rows() {
    return rowItems * work;
  }

  private int columns() {
    return GpuKernels.ITEMS / rowItems * work;
  }

  /** Tiles that cover a product. */
  int count(long rows, long columns) {
    return Math.multiplyExact(Tiles.count(rows, rows()), Tiles.count(columns, columns()));
  }

  /** A program of products in such tiles. */
  Program program(String file, List<String> before, Map<String, Integer> constants) {
    Map<String, Integer> all = new HashMap<>(constants);
    all.put("ROW_ITEMS", rowItems);
    all.put("WORK", work);
    all.put("DEPTH", depth);
    return new Program(file, before, all);
  }
}
