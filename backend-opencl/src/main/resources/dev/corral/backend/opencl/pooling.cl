// The largest element or the mean of each window, and their gradients. Images are [plane, height,
// width], a plane being one channel of one image. A row is a row of the output, or, in the
// gradients by the image, a row of the image.

// Runs u and v through the kernel's elements and (r, c) through the image's that they see at the
// output's row i of a row number and column j.
#define FOR_WINDOW(s, row, j)                                                             \
  for (int u = 0; u < s.kernelHeight; u++)                                                \
    for (long r = (long)(row % s.outputHeight) * s.strideHeight                           \
                  + (long)u * s.dilationHeight - s.top,                                   \
              r_once = 1; r_once; r_once = 0)                                             \
      for (int v = 0; v < s.kernelWidth; v++)                                             \
        for (long c = (long)j * s.strideWidth + (long)v * s.dilationWidth - s.left,       \
                  c_once = 1; c_once; c_once = 0)

// The plane of an output's row.
#define PLANE(x, s, row) (x + row / s.outputHeight * s.height * s.width)

#define SEEN(s) (inside(r, s.height) && inside(c, s.width))

kernel void max_pool(Sliding s, global const float *x, global float *y, int rows) {
  FOR_SHARE(row, 1, rows) {
    global const float *image = PLANE(x, s, row);
    FOR_SHARE(j, 0, s.outputWidth) {
      float largest = -INFINITY;
      FOR_WINDOW(s, row, j) {
        if (SEEN(s)) {
          float next = image[r * s.width + c];
          largest = MAXIMUM(largest, next);
        }
      }
      y[row * s.outputWidth + j] = largest;
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
    global const float *image = PLANE(x, s, row);
    FOR_SHARE(j, 0, s.outputWidth) {
      size_t output = row * s.outputWidth + j;
      float largest = y[output];
      int ties = 0;
      FOR_WINDOW(s, row, j) {
        if (SEEN(s) && same(image[r * s.width + c], largest)) {
          ties++;
        }
      }
      shares[output] = gradient[output] / ties;
    }
  }
}

// Runs (i, j) through the positions of the output whose window sees the image's row and column.
#define FOR_OUTPUTS(s, row, column)                                                       \
  for (int u = 0; u < s.kernelHeight; u++)                                                \
    for (long i = position(row % s.height, (long)u * s.dilationHeight - s.top,            \
                           s.strideHeight, s.outputHeight);                               \
         i >= 0; i = -1)                                                                  \
      for (int v = 0; v < s.kernelWidth; v++)                                             \
        for (long j = position(column, (long)v * s.dilationWidth - s.left,                \
                               s.strideWidth, s.outputWidth);                             \
             j >= 0; j = -1)

// Where the plane of an image's row begins in the output.
#define OUTPUT_PLANE(s, row) (row / s.height * s.outputHeight * s.outputWidth)

kernel void max_gradient(Sliding s, global const float *x, global const float *y,
                         global const float *shares, global float *gradient, int rows) {
  FOR_SHARE(row, 1, rows) {
    size_t plane = OUTPUT_PLANE(s, row);
    FOR_SHARE(column, 0, s.width) {
      float element = x[row * s.width + column];
      float sum = 0.0f;
      FOR_OUTPUTS(s, row, column) {
        size_t output = plane + i * s.outputWidth + j;
        if (same(element, y[output])) {
          sum += shares[output];
        }
      }
      gradient[row * s.width + column] = sum;
    }
  }
}

// The rows and columns whose elements count in a mean: from the first to before the last.
typedef struct {
  int firstRow;
  int lastRow;
  int firstColumn;
  int lastColumn;
} Counted;

static inline bool counts(Counted counted, long r, long c) {
  return r >= counted.firstRow && r < counted.lastRow
      && c >= counted.firstColumn && c < counted.lastColumn;
}

kernel void average_pool(Sliding s, Counted counted, global const float *x, global float *y,
                         int rows) {
  FOR_SHARE(row, 1, rows) {
    global const float *image = PLANE(x, s, row);
    FOR_SHARE(j, 0, s.outputWidth) {
      float sum = 0.0f;
      int count = 0;
      FOR_WINDOW(s, row, j) {
        sum += SEEN(s) ? image[r * s.width + c] : 0.0f;
        count += counts(counted, r, c);
      }
      y[row * s.outputWidth + j] = sum / count;
    }
  }
}

// What each output gives to each element of its window.
kernel void average_shares(Sliding s, Counted counted, global const float *gradient,
                           global float *shares, int rows) {
  FOR_SHARE(row, 1, rows) {
    FOR_SHARE(j, 0, s.outputWidth) {
      int count = 0;
      FOR_WINDOW(s, row, j) {
        count += counts(counted, r, c);
      }
      shares[row * s.outputWidth + j] = gradient[row * s.outputWidth + j] / count;
    }
  }
}

kernel void average_gradient(Sliding s, global const float *shares, global float *gradient,
                             int rows) {
  FOR_SHARE(row, 1, rows) {
    size_t plane = OUTPUT_PLANE(s, row);
    FOR_SHARE(column, 0, s.width) {
      float sum = 0.0f;
      FOR_OUTPUTS(s, row, column) {
        sum += shares[plane + i * s.outputWidth + j];
      }
      gradient[row * s.width + column] = sum;
    }
  }
}
