// The largest element or the mean of each window, and their gradients. Images are [plane, height,
// width], a plane being one channel of one image. A row is a row of the output, or, in the
// gradients by the image, a row of the image.

// The plane of an image that a row of the output looks at.
#define IMAGE(x, s, row) (x + row / s.rows.positions * s.rows.size * s.columns.size)

// Where the plane of an image's row begins in the output.
#define OUTPUT(s, row) (row / s.rows.size * s.rows.positions * s.columns.positions)

kernel void max_pool(Sliding s, global const float *x, global float *y, int rows) {
  FOR_SHARE(row, 1, rows) {
    global const float *image = IMAGE(x, s, row);
    FOR_SHARE(j, 0, s.columns.positions) {
      float largest = -INFINITY;
      FOR_ELEMENTS(u, r, s.rows, row % s.rows.positions) {
        FOR_ELEMENTS(v, c, s.columns, j) {
          float next = image[r * s.columns.size + c];
          largest = MAXIMUM(largest, next);
        }
      }
      y[row * s.columns.positions + j] = largest;
    }
  }
}

// Whether an element is a window's largest.
static inline bool same(float element, float largest) {
  return element == largest || (isnan(element) && isnan(largest));
}

// What each output gives to each element that is its window's largest.
kernel void max_shares(Sliding s, global const float *x, global const float *y,
                       global const float *gradient, global float *shares, int rows) {
  FOR_SHARE(row, 1, rows) {
    global const float *image = IMAGE(x, s, row);
    FOR_SHARE(j, 0, s.columns.positions) {
      size_t output = row * s.columns.positions + j;
      int ties = 0;
      FOR_ELEMENTS(u, r, s.rows, row % s.rows.positions) {
        FOR_ELEMENTS(v, c, s.columns, j) {
          ties += same(image[r * s.columns.size + c], y[output]);
        }
      }
      shares[output] = gradient[output] / ties;
    }
  }
}

kernel void max_gradient(Sliding s, global const float *x, global const float *y,
                         global const float *shares, global float *gradient, int rows) {
  FOR_SHARE(row, 1, rows) {
    FOR_SHARE(c, 0, s.columns.size) {
      float mine = x[row * s.columns.size + c];
      float sum = 0.0f;
      FOR_POSITIONS(i, u, s.rows, row % s.rows.size) {
        FOR_POSITIONS(j, v, s.columns, c) {
          size_t output = OUTPUT(s, row) + i * s.columns.positions + j;
          sum += same(mine, y[output]) ? shares[output] : 0.0f;
        }
      }
      gradient[row * s.columns.size + c] = sum;
    }
  }
}

// The indices that count in a mean along an axis: from the first to before the end.
typedef struct {
  int first;
  int end;
} Counted;

static inline int count(Axis axis, Counted counted, long i) {
  int count = 0;
  for (int u = 0; u < axis.elements; u++) {
    long index = seen(axis, i, u);
    count += index >= counted.first && index < counted.end;
  }
  return count;
}

kernel void average_pool(Sliding s, Counted inRows, Counted inColumns, global const float *x,
                         global float *y, int rows) {
  FOR_SHARE(row, 1, rows) {
    global const float *image = IMAGE(x, s, row);
    size_t i = row % s.rows.positions;
    FOR_SHARE(j, 0, s.columns.positions) {
      float sum = 0.0f;
      FOR_ELEMENTS(u, r, s.rows, i) {
        FOR_ELEMENTS(v, c, s.columns, j) {
          sum += image[r * s.columns.size + c];
        }
      }
      float counted = (float)count(s.rows, inRows, i) * count(s.columns, inColumns, j);
      y[row * s.columns.positions + j] = sum / counted;
    }
  }
}

// What each output gives to each element of its window.
kernel void average_shares(Sliding s, Counted inRows, Counted inColumns,
                           global const float *gradient, global float *shares, int rows) {
  FOR_SHARE(row, 1, rows) {
    size_t i = row % s.rows.positions;
    FOR_SHARE(j, 0, s.columns.positions) {
      size_t output = row * s.columns.positions + j;
      float counted = (float)count(s.rows, inRows, i) * count(s.columns, inColumns, j);
      shares[output] = gradient[output] / counted;
    }
  }
}

kernel void average_gradient(Sliding s, global const float *shares, global float *gradient,
                             int rows) {
  FOR_SHARE(row, 1, rows) {
    FOR_SHARE(c, 0, s.columns.size) {
      float sum = 0.0f;
      FOR_POSITIONS(i, u, s.rows, row % s.rows.size) {
        FOR_POSITIONS(j, v, s.columns, c) {
          sum += shares[OUTPUT(s, row) + i * s.columns.positions + j];
        }
      }
      gradient[row * s.columns.size + c] = sum;
    }
  }
}
