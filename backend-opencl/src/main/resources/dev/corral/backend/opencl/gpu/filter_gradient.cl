// The gradient of a convolution by its kernel for GPUs, where a group has too few output channels
// for a tile of a product:
//
//   dw[k, c, t] = sum over positions p of dy[k, p] * x[c, p * stride + tap(t)]
//
// A group of ITEMS work-items computes TAPS taps of one channel. Each work-item adds up what every
// ITEMS-th position gives, and then they add up their sums, in pairs.
//
// The positions are divided among shares, which write a gradient each, to be added up.

#define ITEMS 256
#define TAPS 8

#define UNROLL(i, count) _Pragma("unroll") for (int i = 0; i < (count); i++)

kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void filterGradient(
    global const float *x, global const float *dy, global float *dw, const KernelGradient g) {
  local float sums[TAPS][ITEMS];
  int item = get_local_id(0);
  int taps = g.kernelHeight * g.kernelWidth;
  int tapTiles = (taps + TAPS - 1) / TAPS;
  int channels = g.groups * g.outputs;
  int firstTap = get_group_id(0) % tapTiles * TAPS;
  int c = get_group_id(0) / tapTiles % g.inputs;
  int channel = get_group_id(0) / tapTiles / g.inputs % channels;
  int share = get_group_id(0) / tapTiles / g.inputs / channels;
  int positions = g.rows * g.columns;
  int last = (long)g.images * positions * (share + 1) / g.shares;

  int tapRow[TAPS], tapColumn[TAPS];
  UNROLL(i, TAPS) {
    int tap = min(firstTap + i, taps - 1);
    tapRow[i] = tap / g.kernelWidth * g.rowDilation - g.top;
    tapColumn[i] = tap % g.kernelWidth * g.columnDilation - g.left;
  }
  float sum[TAPS];
  UNROLL(i, TAPS) {
    sum[i] = 0.0f;
  }

  x += (size_t)(channel / g.outputs * g.inputs + c) * g.height * g.width;
  for (int p = (long)g.images * positions * share / g.shares + item; p < last; p += ITEMS) {
    int image = p / positions;
    int row = p % positions / g.columns * g.rowStride;
    int column = p % g.columns * g.columnStride;
    float gradient = dy[((size_t)image * channels + channel) * positions + p % positions];
    UNROLL(i, TAPS) {
      int r = row + tapRow[i];
      int s = column + tapColumn[i];
      if ((uint)r < (uint)g.height && (uint)s < (uint)g.width) {
        sum[i] = fma(gradient, x[(size_t)image * g.xImage + r * g.width + s], sum[i]);
      }
    }
  }

  UNROLL(i, TAPS) {
    sums[i][item] = sum[i];
  }
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int rest = ITEMS / 2; rest > 0; rest /= 2) {
    if (item < rest) {
      UNROLL(i, TAPS) {
        sums[i][item] += sums[i][item + rest];
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (item < TAPS && firstTap + item < taps) {
    dw[(((size_t)share * channels + channel) * g.inputs + c) * taps + firstTap + item] =
        sums[item][0];
  }
}
