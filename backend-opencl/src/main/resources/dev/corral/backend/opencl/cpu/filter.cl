// Convolution at stride 1 for CPUs where each output channel has a group to itself: filters of
// images, depthwise layers. No other channel shares what is loaded, but other rows do.
//
// A work-item computes ROWS rows of positions, tile after tile of COLUMNS vectors, then single
// vectors. A vector of x is loaded once and serves those of the rows whose windows hold it. The
// rows lie as far apart as the kernel's rows, because others do not share.
//
// The image is padded beforehand.

#define TILE (COLUMNS * LANES)

// Distances are in floats.
typedef struct {
  int groups;
  int inputs;        // channels of a group
  int kernelHeight;
  int kernelWidth;
  int rowDilation;
  int columnDilation;
  int width;         // of a row of x
  int xChannel;      // from a channel of x to the next
  int xImage;
  int rows;          // of positions
  int columns;
  int hasBias;
  int activation;
} Filter;

// ROWS rows by so many vectors, a constant, of which the results' rows are there.
static inline __attribute__((always_inline)) void filterTile(
    int vectors, int results, float bias, global const float *x, global const float *weights,
    global float *y, int count, const Filter *g) {
  Vector sum[ROWS][COLUMNS];
  UNROLL(i, ROWS) {
    UNROLL(j, vectors) {
      sum[i][j] = bias;
    }
  }
  for (int c = 0; c < g->inputs; c++) {
    for (int r = 0; r < results + g->kernelHeight - 1; r++) {
      global const float *row = x + (size_t)r * g->rowDilation * g->width;
      for (int v = 0; v < g->kernelWidth; v++) {
        Vector in[COLUMNS];
        UNROLL(j, vectors) {
          in[j] = LOAD(row + v * g->columnDilation + j * LANES);
        }
        UNROLL(i, ROWS) {
          int u = r - i;
          if (0 <= u && u < g->kernelHeight) {
            Vector weight = weights[u * g->kernelWidth + v];
            UNROLL(j, vectors) {
              sum[i][j] = fma(weight, in[j], sum[i][j]);
            }
          }
        }
      }
    }
    x += g->xChannel;
    weights += g->kernelHeight * g->kernelWidth;
  }

  if (results == ROWS && count == vectors * LANES && g->activation == IDENTITY) {
    UNROLL(i, ROWS) {
      UNROLL(j, vectors) {
        STORE(sum[i][j], y + (size_t)i * g->rowDilation * g->columns + j * LANES);
      }
    }
    return;
  }
  // Through memory, so that the code of what follows is there once and not for each register.
  float row[ROWS][TILE];
  UNROLL(i, ROWS) {
    UNROLL(j, vectors) {
      STORE(sum[i][j], row[i] + j * LANES);
    }
  }
  for (int i = 0; i < results; i++) {
    for (int j = 0; j < vectors && g->activation != IDENTITY; j++) {
      STORE(activate(LOAD(row[i] + j * LANES), g->activation), row[i] + j * LANES);
    }
    copyTo(y + (size_t)i * g->rowDilation * g->columns, row[i], count);
  }
}

kernel void filter(global const float *x, global const float *weights, global const float *bias,
                   global float *y, const Filter g) {
  int strip = get_global_id(0);
  int channel = get_global_id(1);
  int image = channel / g.groups;
  int group = channel % g.groups;
  int top = strip / g.rowDilation * ROWS * g.rowDilation + strip % g.rowDilation;
  if (top >= g.rows) {
    return;
  }
  int results = min(ROWS, (g.rows - top + g.rowDilation - 1) / g.rowDilation);
  float start = g.hasBias ? bias[group] : 0.0f;

  x += (size_t)image * g.xImage + (size_t)group * g.inputs * g.xChannel + (size_t)top * g.width;
  weights += (size_t)group * g.inputs * g.kernelHeight * g.kernelWidth;
  y += ((size_t)channel * g.rows + top) * g.columns;

  int column = 0;
  for (; column + TILE <= g.columns; column += TILE) {
    filterTile(COLUMNS, results, start, x + column, weights, y + column, TILE, &g);
  }
  for (; column < g.columns; column += LANES) {
    // The last vector lies over the one before rather than past the end, if there is one before.
    int from = max(0, min(column, g.columns - LANES));
    filterTile(1, results, start, x + from, weights, y + from, min(LANES, g.columns - from), &g);
  }
}
