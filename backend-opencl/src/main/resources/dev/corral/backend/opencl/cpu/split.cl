// Padding and splitting of images, as the other kernels for CPUs want them.

typedef struct {
  int planes;
  int height;        // of a plane
  int width;
  int top;           // rows of zeros before a plane; rows that are left out, where negative
  int left;
  int rowStride;
  int columnStride;
  int rowPhases;     // to make, at most the stride
  int columnPhases;
  int rows;          // of a phase
  int columns;
} Splitting;

// The first of the columns, each a stride after the one before, that is no less than a limit.
static inline int firstFrom(int limit, int start, int stride, int columns) {
  return limit <= start ? 0 : min(columns, (limit - start + stride - 1) / stride);
}

// phases[plane, a, b, row, column]
//     = planes[plane, row * rowStride + a - top, column * columnStride + b - left], zeros around it
kernel void split(global const float *planes, global float *phases, const Splitting g) {
  int count = g.rowPhases * g.columnPhases;
  FOR_SHARE(line, 0, g.planes * count * g.rows) {
    int phase = line / g.rows % count;
    int plane = line / g.rows / count;
    int row = (int)(line % g.rows) * g.rowStride + phase / g.columnPhases - g.top;
    int start = phase % g.columnPhases - g.left;
    bool filled = 0 <= row && row < g.height;
    int first = filled ? firstFrom(0, start, g.columnStride, g.columns) : g.columns;
    int last = filled ? firstFrom(g.width, start, g.columnStride, g.columns) : g.columns;
    global const float *from = planes + ((long)plane * g.height + row) * g.width + start;
    global float *to = phases + line * g.columns;
    int column = 0;
    for (; column < first; column++) {
      to[column] = 0.0f;
    }
    if (g.columnStride == 1) {
      for (; column + LANES <= last; column += LANES) {
        STORE(LOAD(from + column), to + column);
      }
    } else if (g.columnStride == 2) {
      for (; column + LANES < last; column += LANES) {
        Vector even = (Vector)(LOAD(from + 2 * column).even, LOAD(from + 2 * column + LANES).even);
        STORE(even, to + column);
      }
    }
    for (; column < last; column++) {
      to[column] = from[(long)column * g.columnStride];
    }
    for (; column < g.columns; column++) {
      to[column] = 0.0f;
    }
  }
}
