// Convolution for GPUs where each output channel has a group to itself: filters of images,
// depthwise layers.
//
// A group computes a tile of COLUMNS columns by STRIPS * ROWS rows of positions. What its windows
// hold of an input channel is brought into local memory; then each work-item computes ROWS rows of
// a column. SHARED is 1 where the stride is as the dilation: then neighbouring rows of positions
// share what is read from there. (As a test in the kernel, between its barriers, that choice made
// PoCL 3.1 fail.)

#define COLUMNS 32
#define STRIPS 8
#define ROWS 4
#define ITEMS (COLUMNS * STRIPS)

#define UNROLL(i, count) _Pragma("unroll") for (int i = 0; i < (count); i++)

// Distances are in floats.
typedef struct {
  int groups;
  int inputs;          // channels of a group
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
  int rows;            // of positions
  int columns;
  int yRow;            // from a row of positions in y to the next
  int yColumn;
  int yChannel;
  int yImage;
  int yOffset;         // of the first position
  int heldHeight;      // of what the windows of a tile hold
  int heldWidth;
  int hasBias;
} Filter;

kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void filter(
    global const float *x, global const float *weights, global const float *bias, global float *y,
    local float *held, const Filter g) {
  int item = get_local_id(0);
  int columnTiles = (g.columns + COLUMNS - 1) / COLUMNS;
  int rowTiles = (g.rows + STRIPS * ROWS - 1) / (STRIPS * ROWS);
  int firstColumn = get_group_id(0) % columnTiles * COLUMNS;
  int firstRow = get_group_id(0) / columnTiles % rowTiles * STRIPS * ROWS;
  int group = get_group_id(0) / columnTiles / rowTiles % g.groups;
  int image = get_group_id(0) / columnTiles / rowTiles / g.groups;
  int row = item / COLUMNS * ROWS;
  int column = item % COLUMNS;
  int top = firstRow * g.rowStride - g.top;
  int left = firstColumn * g.columnStride - g.left;
  int rowDilation = g.rowDilation * g.heldWidth;
  int rowStride = g.rowStride * g.heldWidth;

  x += (size_t)image * g.xImage + (size_t)group * g.inputs * g.height * g.width;
  weights += (size_t)group * g.inputs * g.kernelHeight * g.kernelWidth;
  local const float *window = held + row * rowStride + column * g.columnStride;

  float sum[ROWS];
  UNROLL(i, ROWS) {
    sum[i] = g.hasBias ? bias[group] : 0.0f;
  }
  for (int c = 0; c < g.inputs; c++) {
    for (int i = item; i < g.heldHeight * g.heldWidth; i += ITEMS) {
      int r = top + i / g.heldWidth;
      int s = left + i % g.heldWidth;
      bool there = (uint)r < (uint)g.height && (uint)s < (uint)g.width;
      held[i] = there ? x[r * g.width + s] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
#if SHARED
    for (int r = 0; r < ROWS + g.kernelHeight - 1; r++) {
      for (int v = 0; v < g.kernelWidth; v++) {
        float in = window[r * rowDilation + v * g.columnDilation];
        UNROLL(i, ROWS) {
          int u = r - i;
          if (0 <= u && u < g.kernelHeight) {
            sum[i] = fma(weights[u * g.kernelWidth + v], in, sum[i]);
          }
        }
      }
    }
#else
    for (int u = 0; u < g.kernelHeight; u++) {
      for (int v = 0; v < g.kernelWidth; v++) {
        float weight = weights[u * g.kernelWidth + v];
        UNROLL(i, ROWS) {
          float in = window[i * rowStride + u * rowDilation + v * g.columnDilation];
          sum[i] = fma(weight, in, sum[i]);
        }
      }
    }
#endif
    barrier(CLK_LOCAL_MEM_FENCE);
    x += g.height * g.width;
    weights += g.kernelHeight * g.kernelWidth;
  }

  if (firstColumn + column < g.columns) {
    y += g.yOffset + (size_t)image * g.yImage + (size_t)group * g.yChannel
         + (size_t)(firstColumn + column) * g.yColumn;
    UNROLL(i, ROWS) {
      if (firstRow + row + i < g.rows) {
        y[(size_t)(firstRow + row + i) * g.yRow] = activate(sum[i], ACTIVATION);
      }
    }
  }
}
