// Elements in other places.

// Copies rows of elements; along a row, both tensors go by a step of their own.
kernel void move(global const float *x, int from, Layout fromRows,
                 global float *y, int to, Layout toRows, int columns, int rows) {
  FOR_SHARE(row, 1, rows) {
    global const float *source = x + place(fromRows, row);
    global float *target = y + place(toRows, row);
    if (from == 1 && to == 1) {
      FOR_VECTORS(j, count, 0, columns) {
        store(load(source + j, count), target + j, count);
      }
    } else {
      FOR_SHARE(j, 0, columns) {
        target[(long)j * to] = source[(long)j * from];
      }
    }
  }
}
