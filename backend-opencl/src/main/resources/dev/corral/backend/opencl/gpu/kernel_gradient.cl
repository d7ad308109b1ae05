// The gradient of a convolution by its kernel, for GPUs:
//
//   dw[k, c, t] = sum over positions p of dy[k, p] * x[c, p * stride + tap(t)]
//
// It is the product of dy, a row for each output channel, and a matrix that nobody makes, whose
// columns hold what each element of the kernel sees at all positions. Its elements are gathered
// from x as the tiles are loaded.
//
// The sums are long and the results few. So the positions are divided among shares, which write a
// gradient each, to be added up.

kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void kernelGradient(
    global const float *x, global const float *dy, global float *dw, const KernelGradient g) {
  local float __attribute__((aligned(16))) a[2][DEPTH][ROW_PITCH];
  local float __attribute__((aligned(16))) b[2][DEPTH][COLUMN_PITCH];
  int item = get_local_id(0);
  int kernelSize = g.kernelHeight * g.kernelWidth;
  int taps = g.inputs * kernelSize;
  int tapTiles = (taps + TILE_COLUMNS - 1) / TILE_COLUMNS;
  int outputTiles = (g.outputs + TILE_ROWS - 1) / TILE_ROWS;
  int firstTap = get_group_id(0) % tapTiles * TILE_COLUMNS;
  int firstOutput = get_group_id(0) / tapTiles % outputTiles * TILE_ROWS;
  int group = get_group_id(0) / tapTiles / outputTiles % g.groups;
  int share = get_group_id(0) / tapTiles / outputTiles / g.groups;
  int positions = g.rows * g.columns;
  int first = (long)g.images * positions * share / g.shares;
  int last = (long)g.images * positions * (share + 1) / g.shares;
  int steps = (last - first + DEPTH - 1) / DEPTH;

  x += (size_t)group * g.inputs * g.height * g.width;
  dy += (size_t)group * g.outputs * positions;

  // Of both operands, neighbours load neighbouring positions.
  int depth = item % DEPTH;
  int place = item / DEPTH;
  int tapStart[COLUMN_LOADS], tapRow[COLUMN_LOADS], tapColumn[COLUMN_LOADS];
  UNROLL(i, COLUMN_LOADS) {
    int tap = firstTap + place + i * STRIPE;
    int row = tap % kernelSize / g.kernelWidth * g.rowDilation - g.top;
    tapColumn[i] = tap % g.kernelWidth * g.columnDilation - g.left;
    tapStart[i] = (tap / kernelSize * g.height + row) * g.width + tapColumn[i];
    tapRow[i] = tap < taps ? row : NOWHERE;
  }

  float sum[WORK][WORK];
  UNROLL(i, WORK) {
    UNROLL(j, WORK) {
      sum[i][j] = 0.0f;
    }
  }
  for (int s = -1; s < steps; s++) {
    int next = (s + 1) & 1;
    float gradient[ROW_LOADS], in[COLUMN_LOADS];
    if (s + 1 < steps) {
      int p = first + (s + 1) * DEPTH + depth;
      int image = p / positions;
      int at = p % positions;
      int row = at / g.columns * g.rowStride;
      int column = at % g.columns * g.columnStride;
      int from = image * g.xImage + row * g.width + column;
      UNROLL(i, ROW_LOADS) {
        int k = firstOutput + place + i * STRIPE;
        size_t channel = (size_t)image * g.groups * g.outputs + k;
        gradient[i] = p < last && k < g.outputs ? dy[channel * positions + at] : 0.0f;
      }
      UNROLL(i, COLUMN_LOADS) {
        bool seen = p < last && (uint)(tapRow[i] + row) < (uint)g.height
                    && (uint)(tapColumn[i] + column) < (uint)g.width;
        in[i] = seen ? x[tapStart[i] + from] : 0.0f;
      }
    }
    if (s >= 0) {
      multiply(sum, a[s & 1], b[s & 1], item);
    }
    if (s + 1 < steps) {
      UNROLL(i, ROW_LOADS) {
        a[next][depth][place + i * STRIPE] = gradient[i];
      }
      UNROLL(i, COLUMN_LOADS) {
        b[next][depth][place + i * STRIPE] = in[i];
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }

  dw += (size_t)(share * g.groups + group) * g.outputs * taps;
  UNROLL(i, WORK) {
    int k = firstOutput + ROW_PLACE(item, i);
    UNROLL(j, WORK) {
      int tap = firstTap + COLUMN_PLACE(item, j);
      if (k < g.outputs && tap < taps) {
        dw[(size_t)k * taps + tap] = sum[i][j];
      }
    }
  }
}
