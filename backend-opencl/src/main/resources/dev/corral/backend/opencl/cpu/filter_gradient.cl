// The gradient of a convolution by its kernel for CPUs, where a group has too few output channels
// to fill a vector with them:
//
//   dw[k, c, t] = sum over positions p of dy[k, p] * x[c, p + tap(t)]
//
// Vectors run along the rows of positions. A work-item computes TAPS taps of one channel, which
// share each vector of dy. As for the convolution, x is padded and split into phases beforehand.
//
// The rows of positions are divided among shares, which write a gradient each, to be added up.

// Distances are in floats.
typedef struct {
  int groups;
  int inputs;        // channels of a group
  int outputs;       // channels of a group
  int kernelHeight;
  int kernelWidth;
  int rowDilation;
  int columnDilation;
  int rowStride;
  int columnStride;
  int columnPhases;  // that there are, at most the stride
  int width;         // of a row of a phase
  int xPhase;        // from a phase to the next
  int xChannel;
  int xImage;
  int images;
  int rows;          // of positions
  int columns;
  int shares;
} FilterGradient;

typedef JOIN(int, LANES) Lanes;

constant int LANE[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

kernel void filterGradient(global const float *x, global const float *dy, global float *dw,
                           const FilterGradient g) {
  int taps = g.kernelHeight * g.kernelWidth;
  int channels = g.groups * g.outputs;
  int tap = get_global_id(0) * TAPS;
  int c = get_global_id(1) % g.inputs;
  int channel = get_global_id(1) / g.inputs % channels;
  int share = get_global_id(1) / g.inputs / channels;
  int lastRow = (long)g.images * g.rows * (share + 1) / g.shares;
  Lanes lane = JOIN(vload, LANES)(0, LANE);

  int from[TAPS];
  UNROLL(i, TAPS) {
    int t = min(tap + i, taps - 1);
    int u = t / g.kernelWidth * g.rowDilation;
    int v = t % g.kernelWidth * g.columnDilation;
    int phase = u % g.rowStride * g.columnPhases + v % g.columnStride;
    from[i] = phase * g.xPhase + u / g.rowStride * g.width + v / g.columnStride;
  }
  Vector sum[TAPS];
  UNROLL(i, TAPS) {
    sum[i] = 0.0f;
  }

  x += (size_t)(channel / g.outputs * g.inputs + c) * g.xChannel;
  for (int r = (long)g.images * g.rows * share / g.shares; r < lastRow; r++) {
    int image = r / g.rows;
    int row = r - image * g.rows;
    global const float *up = dy + ((size_t)(image * channels + channel) * g.rows + row) * g.columns;
    global const float *in = x + (size_t)image * g.xImage + (size_t)row * g.width;
    int column = 0;
    for (; column + LANES <= g.columns; column += LANES) {
      Vector gradient = LOAD(up + column);
      UNROLL(i, TAPS) {
        sum[i] = fma(gradient, LOAD(in + from[i] + column), sum[i]);
      }
    }
    if (column < g.columns) {
      // Zeros for both factors: what lies past the end of the row may be infinite.
      Lanes there = lane < (Lanes)(g.columns - column);
      Vector gradient = select((Vector)(0.0f), LOAD(up + column), there);
      UNROLL(i, TAPS) {
        Vector seen = select((Vector)(0.0f), LOAD(in + from[i] + column), there);
        sum[i] = fma(gradient, seen, sum[i]);
      }
    }
  }

  float lanes[TAPS][LANES];
  UNROLL(i, TAPS) {
    STORE(sum[i], lanes[i]);
  }
  dw += (((size_t)share * channels + channel) * g.inputs + c) * taps + tap;
  for (int i = 0; i < TAPS && tap + i < taps; i++) {
    float total = 0.0f;
    for (int j = 0; j < LANES; j++) {
      total += lanes[i][j];
    }
    dw[i] = total;
  }
}
