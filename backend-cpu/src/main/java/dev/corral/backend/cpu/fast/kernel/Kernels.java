package dev.corral.backend.cpu.fast.kernel;

/**
 * The innermost loops of products: a panel of the right factor, packed so that it stays in the
 * first-level cache, times {@value #ROWS} rows of the left factor at a time.
 */
public interface Kernels {
  /** Rows of the left factor that lie interleaved. */
  int ROWS = 4;

  /** Rows of the left factor that are multiplied at a time where they do not. */
  int OUTER_ROWS = 8;

  /** What runs, and why, for people. */
  String description();

  /** Columns of a full panel. */
  int columns();

  /** Rows of a panel that fit the cache. */
  int depth();

  /** A panel for one thread. */
  Panel panel();

  /**
   * Fills rows 0 … to − from − 1 of a panel: row i with the elements at the runs' positions counted
   * from {@code at + offsets[from + i]}.
   */
  void gather(float[] x, int at, int[] offsets, int from, int to, Runs runs, Panel panel);

  /**
   * Fills a panel with columns, from a row on: the element row + i of column j is x[at + j · lead +
   * i]. May leave anything in the other columns, and read up to a vector more of each.
   */
  void transpose(float[] x, int at, int lead, int depth, int columns, Panel panel, int row);

  /**
   * Takes the columns of a whole panel's rows apart: y[to + j · lead + i] = x[at + i · columns() +
   * j], where 0 ≤ i &lt; depth and 0 ≤ j &lt; columns.
   */
  default void separate(float[] x, int at, int depth, int columns, float[] y, int to, int lead) {
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < depth; i++) {
        y[to + j * lead + i] = x[at + i * columns() + j];
      }
    }
  }

  /**
   * The product of interleaved rows with a panel. Of each {@value #ROWS} rows, a holds as many
   * elements for each row of the panel, from {@code at} for the first of them and {@code block}
   * further for the next.
   */
  void multiply(float[] a, int at, int block, Panel panel, int depth, Tile y);

  /**
   * Adds products of elements of x with rows of a panel: y[yAt + (r − from) · columns() + j] +=
   * Σ<sub>t</sub> x[at + offsets[r] + p(t)] · panel[t][j], where from ≤ r &lt; to, 0 ≤ j &lt;
   * columns and p(t) are the positions of the runs. Anything may be added to the other columns, and
   * to as many rows as make a multiple of {@value #OUTER_ROWS} of them.
   */
  void addOuterProducts(
      float[] x,
      int at,
      int[] offsets,
      int from,
      int to,
      Runs runs,
      Panel panel,
      int columns,
      float[] y,
      int yAt);

  /**
   * One row of outputs that are each a sum over the same offsets: y[j] = Σ w[wAt + r] · x[at +
   * offsets[r] + j], where 0 ≤ r &lt; taps and 0 ≤ j &lt; count. May write up to a vector more.
   */
  void slide(float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[] y, int count);

  /**
   * {@link #slide} for three rows, whose weights and outputs follow one another: y[i][j] = Σ w[wAt
   * + i · taps + r] · x[at + offsets[r] + j]. May read and write up to two vectors more.
   */
  default void slideThree(
      float[] w, int wAt, int taps, float[] x, int at, int[] offsets, float[][] y, int count) {
    for (int i = 0; i < 3; i++) {
      slide(w, wAt + i * taps, taps, x, at, offsets, y[i], count);
    }
  }

  /**
   * Adds the inner products of neighbouring elements of a with those of x at some offsets: sums[to
   * + r] += Σ<sub>t</sub> a[aAt + t] · x[at + offsets[r] + p(t)], where 0 ≤ r &lt; offsets.length
   * and p(t) are the positions of the runs, which are equally long. May read up to a vector more.
   */
  void dots(float[] a, int aAt, float[] x, int at, int[] offsets, Runs runs, float[] sums, int to);

  /** The sum of so many neighbouring elements. */
  float sum(float[] x, int at, int count);

  /**
   * The largest of so many neighbouring elements, as {@link Math#max(float, float)} tells; −∞ of
   * none.
   */
  float max(float[] x, int at, int count);

  /** y[to + i] += x[at + i] for 0 ≤ i &lt; count. */
  void sumInto(float[] y, int to, float[] x, int at, int count);

  /** y[to + i] = max(y[to + i], x[at + i]) for 0 ≤ i &lt; count. */
  void maxInto(float[] y, int to, float[] x, int at, int count);

  /** y[to + i] += a[at + i] · b[bAt + i] for 0 ≤ i &lt; count. */
  void productInto(float[] y, int to, float[] a, int at, float[] b, int bAt, int count);

  /** y[to + i] = 1 where a[at + i] = b[bAt + i], and 0 elsewhere, for 0 ≤ i &lt; count. */
  void equal(float[] a, int at, float[] b, int bAt, float[] y, int to, int count);

  /**
   * Up to how many rows a group slide faster than a panel is gathered for them and multiplied.
   *
   * @param pieced whether the panel is gathered from short rows
   */
  int slidingRows(boolean pieced);

  /**
   * Takes neighbouring elements apart: y[even + j] = x[at + 2j] and y[odd + j] = x[at + 2j + 1],
   * where 0 ≤ j &lt; count. May write up to a vector more, of each.
   */
  void deinterleave(float[] x, int at, int count, float[] y, int even, int odd);

  /**
   * Takes every fourth element apart: y[to + phase · lead + j] = x[at + 4j + phase], where 0 ≤
   * phase &lt; 4 and 0 ≤ j &lt; count. May read up to four vectors more, and write up to one, of
   * each.
   */
  void quarter(float[] x, int at, int count, float[] y, int to, int lead);

  /**
   * Puts elements of {@value #ROWS} rows side by side: y[to + {@value #ROWS} · j + i] = x[at + i ·
   * lead + j], where 0 ≤ i &lt; {@value #ROWS} and 0 ≤ j &lt; count.
   */
  default void interleave(float[] x, int at, int lead, int count, float[] y, int to) {
    for (int j = 0; j < count; j++) {
      for (int i = 0; i < ROWS; i++) {
        y[to + ROWS * j + i] = x[at + i * lead + j];
      }
    }
  }

  /** Functions of each element. */
  Functions functions();

  /** Whether {@link ChannelKernels} can run beside these. */
  default boolean hasChannelKernels() {
    return false;
  }

  /** Packed rows of a right factor; a kernel uses the form that it is fast with. */
  final class Panel {
    /** All rows, each of {@link Kernels#columns}. */
    final float[] values;

    /** Each row on its own. */
    public final float[][] rows;

    /** Room for rows of a tile that are added to others, or cut off at an edge. */
    final float[] edge;

    Panel(float[] values, float[][] rows, float[] edge) {
      this.values = values;
      this.rows = rows;
      this.edge = edge;
    }
  }

  /** Where in a matrix a product goes, and how much of it. */
  final class Tile {
    final float[] values;
    final int lead;

    /** The first element. */
    int at;

    int rows;
    int columns;

    /** Whether the product is added to what is there. */
    boolean add;

    public Tile(float[] values, int lead) {
      this.values = values;
      this.lead = lead;
    }

    public Tile at(int first, int rowCount, int columnCount) {
      at = first;
      rows = rowCount;
      columns = columnCount;
      return this;
    }

    public Tile add(boolean on) {
      add = on;
      return this;
    }
  }
}
