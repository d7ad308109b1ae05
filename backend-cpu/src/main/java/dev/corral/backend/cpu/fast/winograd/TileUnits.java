package dev.corral.backend.cpu.fast.winograd;

/**
 * How the tiles of a problem are cut into units: neighbours in a row of tiles, which go through the
 * transforms together.
 *
 * @param length tiles of a unit; the last of a row may have fewer
 * @param ofRow units of a row of tiles
 * @param rows of tiles of an image
 * @param count units of all images
 */
record TileUnits(int length, int ofRow, int rows, int count) {
  /** Columns of outputs that go through the transforms at once. */
  private static final int COLUMNS = 64;

  /** The units of a problem in tiles of a form. */
  static TileUnits of(WinogradProblem p, WinogradForm form) {
    int columns = form.tiles(p.outputWidth());
    int rows = form.tiles(p.outputHeight());
    int parts = (columns * form.outputs() + COLUMNS - 1) / COLUMNS;
    int length = (columns + parts - 1) / parts;
    int ofRow = (columns + length - 1) / length;
    return new TileUnits(length, ofRow, rows, p.images() * rows * ofRow);
  }

  int image(int unit) {
    return unit / ofRow / rows;
  }

  /** The row of tiles, counted from the image's first. */
  int row(int unit) {
    return unit / ofRow % rows;
  }

  /** The first tile, counted from the row's first. */
  int column(int unit) {
    return unit % ofRow * length;
  }

  /** Reads what the tiles of a unit are made from. */
  void read(int unit, TileRows into) {
    into.read(image(unit), row(unit), column(unit));
  }
}
