// Convolution and matrix product for CPUs:
//
//   y[k, p] = activation(bias[k] + sum over c and t of w[k, c, t] * x[c, p + tap(t)])
//
// A work-item computes a tile of ROWS output channels by COLUMNS vectors of positions, whose sums
// fill the registers: a tap loads COLUMNS vectors of x and ROWS weights, for ROWS * COLUMNS
// products. It goes on with the next ROWS channels of the same positions, while what it reads of x
// stays in the cache.
//
// The image is padded beforehand. So a position is one number along all of its rows, p = row *
// width + column, and a tap is a constant distance. What comes out at columns past the last
// position is dropped. The last tile may read past the end of x, where every buffer has room to
// spare.
//
// For a stride, the image is split beforehand into phases, a plane for each remainder of the rows
// and columns by the stride. Each tap then reads one plane, at neighbours for neighbouring
// positions.
//
// A matrix product a * b is a convolution of the image b, whose channels are one row each, by 1 x 1
// kernels, the rows of a.

#define TILE (COLUMNS * LANES)

// Distances are in floats.
typedef struct {
  int groups;
  int inputs;        // channels of a group
  int outputs;       // channels of a group
  int blocks;        // of ROWS outputs
  int kernelHeight;
  int kernelWidth;
  int tapRow;        // from a tap to the one below it
  int rowRemainder;  // of the rows between them by the stride
  int rowPhases;     // the stride
  int rowWrap;       // more distance when the remainders pass the stride
  int tapColumn;     // as above, from a tap to its right neighbour
  int columnRemainder;
  int columnPhases;
  int columnWrap;
  int width;         // of a row of x
  int xChannel;      // from a channel of x to the next
  int xImage;
  int rows;          // of positions
  int columns;
  int yRow;          // from a row of positions in y to the next
  int yColumn;
  int yChannel;
  int yImage;
  int yOffset;       // of the first position
  int shares;        // work-items that share the blocks of a tile
  int hasBias;
  int activation;
} Convolution;

// Stores the results of one channel at positions from p on.
static inline void storeRow(float *results, int p, global float *y, const Convolution *g) {
  if (g->activation != IDENTITY) {
    for (int j = 0; j < TILE; j += LANES) {
      STORE(activate(LOAD(results + j), g->activation), results + j);
    }
  }
  int row = p / g->width;
  int column = p - row * g->width;
  for (int i = 0; i < TILE && row < g->rows; row++) {
    int count = min(g->columns - column, TILE - i);
    global float *to = y + (size_t)row * g->yRow + (size_t)column * g->yColumn;
    if (g->yColumn == 1) {
      copyTo(to, results + i, count);
    } else {
      for (int j = 0; j < count; j++) {
        to[(size_t)j * g->yColumn] = results[i + j];
      }
    }
    i += g->width - column;
    column = 0;
  }
}

kernel void convolution(global const float *x, global const float *packed,
                        global const float *bias, global float *y, const Convolution g) {
  int tile = get_global_id(0) / g.shares;
  int share = get_global_id(0) % g.shares;
  int image = get_global_id(1) / g.groups;
  int group = get_global_id(1) % g.groups;
  int last = g.blocks * (share + 1) / g.shares;
  int kernelSize = g.inputs * g.kernelHeight * g.kernelWidth;

  x += (size_t)image * g.xImage + (size_t)group * g.inputs * g.xChannel + tile * TILE;
  y += (size_t)image * g.yImage + (size_t)group * g.outputs * g.yChannel + g.yOffset;
  bias += group * g.outputs;

  for (int block = g.blocks * share / g.shares; block < last; block++) {
    global const float *w = packed + (size_t)(group * g.blocks + block) * kernelSize * ROWS;
    int outputs = min(ROWS, g.outputs - block * ROWS);

    Vector sum[ROWS][COLUMNS];
    UNROLL(i, ROWS) {
      float start = g.hasBias && i < outputs ? bias[block * ROWS + i] : 0.0f;
      UNROLL(j, COLUMNS) {
        sum[i][j] = start;
      }
    }

    global const float *channel = x;
    for (int c = 0; c < g.inputs; c++) {
      global const float *row = channel;
      int rowPhase = 0;
      for (int u = 0; u < g.kernelHeight; u++) {
        global const float *tap = row;
        int columnPhase = 0;
        for (int v = 0; v < g.kernelWidth; v++) {
          Vector in[COLUMNS];
          UNROLL(j, COLUMNS) {
            in[j] = LOAD(tap + j * LANES);
          }
          UNROLL(i, ROWS) {
            UNROLL(j, COLUMNS) {
              sum[i][j] = fma((Vector)(w[i]), in[j], sum[i][j]);
            }
          }
          w += ROWS;
          tap += g.tapColumn;
          columnPhase += g.columnRemainder;
          if (columnPhase >= g.columnPhases) {
            columnPhase -= g.columnPhases;
            tap += g.columnWrap;
          }
        }
        row += g.tapRow;
        rowPhase += g.rowRemainder;
        if (rowPhase >= g.rowPhases) {
          rowPhase -= g.rowPhases;
          row += g.rowWrap;
        }
      }
      channel += g.xChannel;
    }

    // Through memory, so that the code of what follows is there once and not for each register.
    float results[ROWS][TILE];
    UNROLL(i, ROWS) {
      UNROLL(j, COLUMNS) {
        STORE(sum[i][j], results[i] + j * LANES);
      }
    }
    for (int i = 0; i < outputs; i++) {
      storeRow(results[i], tile * TILE, y + (size_t)(block * ROWS + i) * g.yChannel, &g);
    }
  }
}
