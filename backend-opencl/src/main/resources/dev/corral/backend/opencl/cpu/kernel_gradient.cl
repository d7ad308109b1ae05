// The gradient of a convolution by its kernel, for CPUs:
//
//   dw[k, c, t] = sum over positions p of dy[k, p] * x[c, p * stride + tap(t)]
//
// A work-item computes a tile of TAPS taps by COLUMNS vectors of output channels, whose sums fill
// the registers: a position loads COLUMNS vectors of dy and TAPS numbers of x, for TAPS * COLUMNS
// products. For that dy is packed beforehand so that channels are neighbours. The numbers of x may
// lie anywhere, so it is never rearranged for a stride or a dilation, and only copied to be padded.
//
// The rows of positions are divided among shares, which write a gradient each, to be added up.

#define BLOCK (COLUMNS * LANES)

// Distances are in floats.
typedef struct {
  int groups;
  int inputs;          // channels of a group
  int outputs;         // channels of a group
  int blocks;          // of BLOCK outputs
  int kernelHeight;
  int kernelWidth;
  int tapRow;          // from a tap to the one below it
  int tapColumn;       // from a tap to its right neighbour
  int positionRow;     // from what a tap sees at a position to what it sees below
  int positionColumn;
  int xChannel;        // from a channel of x to the next
  int xImage;
  int images;
  int rows;            // of positions
  int columns;
  int shares;
} KernelGradient;

kernel void kernelGradient(global const float *x, global const float *packed, global float *dw,
                           const KernelGradient g) {
  int kernelSize = g.kernelHeight * g.kernelWidth;
  int taps = g.inputs * kernelSize;
  int tap = get_global_id(0) * TAPS;
  int block = get_global_id(1) % g.blocks;
  int group = get_global_id(1) / g.blocks % g.groups;
  int share = get_global_id(1) / g.blocks / g.groups;
  int lastRow = (long)g.images * g.rows * (share + 1) / g.shares;

  int from[TAPS];
  UNROLL(i, TAPS) {
    int t = min(tap + i, taps - 1);
    int u = t % kernelSize / g.kernelWidth;
    int v = t % g.kernelWidth;
    from[i] = t / kernelSize * g.xChannel + u * g.tapRow + v * g.tapColumn;
  }
  Vector sum[TAPS][COLUMNS];
  UNROLL(i, TAPS) {
    UNROLL(j, COLUMNS) {
      sum[i][j] = 0.0f;
    }
  }

  x += (size_t)group * g.inputs * g.xChannel;
  for (int r = (long)g.images * g.rows * share / g.shares; r < lastRow; r++) {
    int image = r / g.rows;
    int row = r - image * g.rows;
    size_t packedRow = (size_t)((image * g.groups + group) * g.blocks + block) * g.rows + row;
    global const float *up = packed + packedRow * g.columns * BLOCK;
    global const float *in = x + (size_t)image * g.xImage + (size_t)row * g.positionRow;
    for (int column = 0; column < g.columns; column++) {
      Vector dy[COLUMNS];
      UNROLL(j, COLUMNS) {
        dy[j] = LOAD(up + j * LANES);
      }
      UNROLL(i, TAPS) {
        UNROLL(j, COLUMNS) {
          sum[i][j] = fma((Vector)(in[from[i]]), dy[j], sum[i][j]);
        }
      }
      up += BLOCK;
      in += g.positionColumn;
    }
  }

  float results[TAPS][BLOCK];
  UNROLL(i, TAPS) {
    UNROLL(j, COLUMNS) {
      STORE(sum[i][j], results[i] + j * LANES);
    }
  }
  dw += ((size_t)(share * g.groups + group) * g.outputs + block * BLOCK) * taps + tap;
  int outputs = min(BLOCK, g.outputs - block * BLOCK);
  int count = min(TAPS, taps - tap);
  for (int k = 0; k < outputs; k++) {
    for (int i = 0; i < count; i++) {
      dw[(size_t)k * taps + i] = results[i][k];
    }
  }
}
