// Windows of images as columns, and back. Images are [plane, height, width], a plane being one
// channel of one image; columns are [plane, kernel row, kernel column, output row, output column].

// A row is a plane, a kernel element and a row of the output.
kernel void im2col(global const float *x, global float *columns, Sliding s, int rows) {
  FOR_SHARE(row, 1, rows) {
    size_t i = row % s.rows.positions;
    size_t tap = row / s.rows.positions;
    size_t v = tap % s.columns.elements;
    size_t u = tap / s.columns.elements % s.rows.elements;
    size_t plane = tap / s.columns.elements / s.rows.elements;
    long r = seen(s.rows, i, u);
    global const float *source = x + ((long)plane * s.rows.size + r) * s.columns.size;
    FOR_SHARE(j, 0, s.columns.positions) {
      long c = seen(s.columns, j, v);
      columns[row * s.columns.positions + j] =
          inside(s.rows, r) && inside(s.columns, c) ? source[c] : 0.0f;
    }
  }
}

// A row is a row of an image.
kernel void col2im(global const float *columns, global float *x, Sliding s, int rows) {
  FOR_SHARE(row, 1, rows) {
    long r = row % s.rows.size;
    size_t plane = row / s.rows.size;
    FOR_SHARE(c, 0, s.columns.size) {
      float sum = 0.0f;
      FOR_POSITIONS(i, u, s.rows, r) {
        FOR_POSITIONS(j, v, s.columns, c) {
          size_t tap = (plane * s.rows.elements + u) * s.columns.elements + v;
          sum += columns[(tap * s.rows.positions + i) * s.columns.positions + j];
        }
      }
      x[row * s.columns.size + c] = sum;
    }
  }
}
