// Convolution and matrix product for GPUs:
//
//   y[k, p] = activation(bias[k] + sum over c and t of w[k, c, t] * x[c, p * stride + tap(t)])
//
// It is the product of the weights, a row for each output channel, and a matrix that nobody makes,
// whose columns hold the windows of all positions of all images. Its elements are gathered from x
// as the tiles are loaded, zeros for the padding. With a 1 x 1 kernel that matrix is x itself, and
// the same kernel multiplies matrices.

// Distances are in floats.
typedef struct {
  int groups;
  int inputs;          // channels of a group
  int outputs;         // channels of a group
  int kernelHeight;
  int kernelWidth;
  int rowStride;
  int columnStride;
  int rowDilation;
  int columnDilation;
  int top;             // rows of padding before x; rows that are left out, where negative
  int left;
  int height;          // of x
  int width;
  int xImage;          // from an image of x to the next
  int images;
  int rows;            // of positions
  int columns;
  int yRow;            // from a row of positions in y to the next
  int yColumn;
  int yChannel;
  int yImage;
  int yOffset;         // of the first position
  int hasBias;
} Convolution;

// An element of a window.
typedef struct {
  int channel;
  int row;
  int column;
} Element;

static inline Element elementAt(int index, const Convolution *g) {
  Element e;
  e.column = index % g->kernelWidth;
  e.row = index / g->kernelWidth % g->kernelHeight;
  e.channel = index / g->kernelWidth / g->kernelHeight;
  return e;
}

// Goes on by a step without dividing.
static inline void advance(Element *e, Element step, const Convolution *g) {
  e->column += step.column;
  e->row += step.row;
  e->channel += step.channel;
  if (e->column >= g->kernelWidth) {
    e->column -= g->kernelWidth;
    e->row++;
  }
  if (e->row >= g->kernelHeight) {
    e->row -= g->kernelHeight;
    e->channel++;
  }
}

kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void convolution(
    global const float *x, global const float *weights, global const float *bias, global float *y,
    const Convolution g) {
  local float __attribute__((aligned(16))) a[2][DEPTH][ROW_PITCH];
  local float __attribute__((aligned(16))) b[2][DEPTH][COLUMN_PITCH];
  int item = get_local_id(0);
  int outputTiles = (g.outputs + TILE_ROWS - 1) / TILE_ROWS;
  int firstOutput = get_group_id(0) % outputTiles * TILE_ROWS;
  int group = get_group_id(0) / outputTiles % g.groups;
  int firstPosition = get_group_id(0) / outputTiles / g.groups * TILE_COLUMNS;
  int positions = g.rows * g.columns;
  int depth = g.inputs * g.kernelHeight * g.kernelWidth;
  int steps = (depth + DEPTH - 1) / DEPTH;

  x += (size_t)group * g.inputs * g.height * g.width;
  weights += (size_t)group * g.outputs * depth;

  // Of the weights, neighbours load neighbours along a row.
  int weightDepth = item % DEPTH;
  int weightRow = item / DEPTH;

  // Of the windows, neighbours load the same element at neighbouring positions.
  int windowDepth = item / STRIPE;
  int windowPlace = item % STRIPE;
  Element element = elementAt(windowDepth, &g);
  Element step = elementAt(DEPTH, &g);
  int windowStart[COLUMN_LOADS], windowRow[COLUMN_LOADS], windowColumn[COLUMN_LOADS];
  UNROLL(i, COLUMN_LOADS) {
    int p = firstPosition + windowPlace + i * STRIPE;
    int image = p / positions;
    int row = p % positions / g.columns * g.rowStride - g.top;
    windowColumn[i] = p % g.columns * g.columnStride - g.left;
    windowStart[i] = image * g.xImage + row * g.width + windowColumn[i];
    windowRow[i] = image < g.images ? row : NOWHERE;
  }

  float sum[WORK][WORK];
  UNROLL(i, WORK) {
    UNROLL(j, WORK) {
      sum[i][j] = 0.0f;
    }
  }
  for (int s = -1; s < steps; s++) {
    int next = (s + 1) & 1;
    float weight[ROW_LOADS], window[COLUMN_LOADS];
    if (s + 1 < steps) {
      int d = (s + 1) * DEPTH + weightDepth;
      int u = element.row * g.rowDilation;
      int v = element.column * g.columnDilation;
      int tap = (element.channel * g.height + u) * g.width + v;
      UNROLL(i, ROW_LOADS) {
        int k = firstOutput + weightRow + i * STRIPE;
        weight[i] = k < g.outputs && d < depth ? weights[(size_t)k * depth + d] : 0.0f;
      }
      UNROLL(i, COLUMN_LOADS) {
        bool seen = element.channel < g.inputs && (uint)(windowRow[i] + u) < (uint)g.height
                    && (uint)(windowColumn[i] + v) < (uint)g.width;
        window[i] = seen ? x[windowStart[i] + tap] : 0.0f;
      }
      advance(&element, step, &g);
    }
    if (s >= 0) {
      multiply(sum, a[s & 1], b[s & 1], item);
    }
    if (s + 1 < steps) {
      UNROLL(i, ROW_LOADS) {
        a[next][weightDepth][weightRow + i * STRIPE] = weight[i];
      }
      UNROLL(i, COLUMN_LOADS) {
        b[next][windowDepth][windowPlace + i * STRIPE] = window[i];
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }

  bias += group * g.outputs;
  y += g.yOffset + (size_t)group * g.outputs * g.yChannel;
  UNROLL(j, WORK) {
    int p = firstPosition + COLUMN_PLACE(item, j);
    int image = p / positions;
    if (image < g.images) {
      global float *to = y + (size_t)image * g.yImage
                         + (size_t)(p % positions / g.columns) * g.yRow
                         + (size_t)(p % g.columns) * g.yColumn;
      UNROLL(i, WORK) {
        int k = firstOutput + ROW_PLACE(item, i);
        if (k < g.outputs) {
          float total = sum[i][j] + (g.hasBias ? bias[k] : 0.0f);
          to[(size_t)k * g.yChannel] = activate(total, ACTIVATION);
        }
      }
    }
  }
}
