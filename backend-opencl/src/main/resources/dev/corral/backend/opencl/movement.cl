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

// As move, BAND rows at a time: where the columns of one tensor are the rows of the other, elements
// that lie together are then used together.
#define BAND 8

kernel void move_bands(global const float *x, int from, Layout fromRows,
                       global float *y, int to, Layout toRows, int columns, int rows) {
  FOR_SHARE(band, 1, ((size_t)rows + BAND - 1) / BAND) {
    global const float *source[BAND];
    global float *target[BAND];
    for (size_t i = 0; i < BAND; i++) {
      size_t row = min(band * BAND + i, (size_t)rows - 1);
      source[i] = x + place(fromRows, row);
      target[i] = y + place(toRows, row);
    }
    FOR_SHARE(j, 0, columns) {
      for (size_t i = 0; i < BAND; i++) {
        target[i][(long)j * to] = source[i][(long)j * from];
      }
    }
  }
}
