// The transforms of winograd.cl for CPUs: LANES tiles of a row at a time. The images are padded
// beforehand to whole tiles.

// Elements with even and with odd numbers, of twice LANES elements.
#define EVEN(from) (Vector)(LOAD(from).even, LOAD((from) + LANES).even)
#define ODD(from) (Vector)(LOAD(from).odd, LOAD((from) + LANES).odd)

// to[i, j, group, output, input], by G w G', where G is
//   1    0    0
//   1/2  1/2  1/2
//   1/2 -1/2  1/2
//   0    0    1
kernel void transformWeights(global const float *kernels, global float *to,
                             const WinogradWeights g) {
  uint size = g.groups * g.outputs * g.inputs;
  FOR_SHARE(vector, 0, (size + LANES - 1) / LANES) {
    uint first = vector * LANES;
    int count = min((uint)LANES, size - first);
    float taps[9][LANES] = {{0}};
    for (int k = 0; k < count; k++) {
      uint index = first + k;
      uint output = index / g.inputs;
      global const float *w = kernels + g.offset + (long)(output / g.outputs) * g.groupStep
                              + (long)(output % g.outputs) * g.outputStep
                              + (long)(index % g.inputs) * g.inputStep;
      UNROLL(i, 9) {
        taps[i][k] = w[i / 3 * g.rowStep + i % 3 * g.columnStep];
      }
    }
    Vector t[4][3];
    UNROLL(v, 3) {
      Vector w0 = LOAD(taps[v]), w1 = LOAD(taps[3 + v]), w2 = LOAD(taps[6 + v]);
      t[0][v] = w0;
      t[1][v] = 0.5f * (w0 + w1 + w2);
      t[2][v] = 0.5f * (w0 - w1 + w2);
      t[3][v] = w2;
    }
    float results[16][LANES];
    UNROLL(i, 4) {
      STORE(t[i][0], results[4 * i]);
      STORE(0.5f * (t[i][0] + t[i][1] + t[i][2]), results[4 * i + 1]);
      STORE(0.5f * (t[i][0] - t[i][1] + t[i][2]), results[4 * i + 2]);
      STORE(t[i][2], results[4 * i + 3]);
    }
    for (int i = 0; i < 16; i++) {
      copyTo(to + (size_t)i * size + first, results[i], count);
    }
  }
}

// to[i, j, channel, tile], by B' d B, where B' is
//   1  0 -1  0
//   0  1  1  0
//   0 -1  1  0
//   0  1  0 -1
kernel void transformInputs(global const float *x, global float *to, const WinogradTiles g) {
  size_t step = (size_t)g.channels * g.rows * g.tileColumns;
  FOR_SHARE(line, 0, g.channels * g.rows) {
    int channel = line / g.rows;
    int tileRow = g.firstRow + line % g.rows;
    int image = tileRow / g.tileRows;
    int row = tileRow % g.tileRows * 2;
    global const float *from =
        x + ((size_t)(image * g.channels + channel) * g.height + row) * g.width;
    global float *target = to + line * g.tileColumns;
    for (int column = 0; column < g.tileColumns; column += LANES) {
      Vector t[4][4];
      UNROLL(i, 4) {
        global const float *d = from + i * g.width + 2 * column;
        Vector d0 = EVEN(d), d1 = ODD(d), d2 = EVEN(d + 2), d3 = ODD(d + 2);
        t[i][0] = d0 - d2;
        t[i][1] = d1 + d2;
        t[i][2] = d2 - d1;
        t[i][3] = d1 - d3;
      }
      float results[16][LANES];
      UNROLL(j, 4) {
        STORE(t[0][j] - t[2][j], results[j]);
        STORE(t[1][j] + t[2][j], results[4 + j]);
        STORE(t[2][j] - t[1][j], results[8 + j]);
        STORE(t[1][j] - t[3][j], results[12 + j]);
      }
      int count = min(LANES, g.tileColumns - column);
      for (int i = 0; i < 16; i++) {
        copyTo(target + i * step + column, results[i], count);
      }
    }
  }
}

// y[image, channel, row, column] by A' m A, where A' is
//   1  1  1  0
//   0  1 -1 -1
kernel void transformOutputs(global const float *products, global const float *bias,
                             global float *y, const WinogradTiles g) {
  size_t step = (size_t)g.channels * g.rows * g.tileColumns;
  FOR_SHARE(line, 0, g.channels * g.rows) {
    int channel = line / g.rows;
    int tileRow = g.firstRow + line % g.rows;
    int image = tileRow / g.tileRows;
    int row = tileRow % g.tileRows * 2;
    float start = g.hasBias ? bias[channel] : 0.0f;
    global const float *from = products + line * g.tileColumns;
    global float *target =
        y + ((size_t)(image * g.channels + channel) * g.height + row) * g.width;
    for (int column = 0; column < g.tileColumns; column += LANES) {
      Vector t[2][4];
      UNROLL(j, 4) {
        Vector m0 = LOAD(from + j * step + column);
        Vector m1 = LOAD(from + (4 + j) * step + column);
        Vector m2 = LOAD(from + (8 + j) * step + column);
        Vector m3 = LOAD(from + (12 + j) * step + column);
        t[0][j] = m0 + m1 + m2;
        t[1][j] = m1 - m2 - m3;
      }
      float results[2][2 * LANES];
      UNROLL(i, 2) {
        Vector even = activate(t[i][0] + t[i][1] + t[i][2] + start, g.activation);
        Vector odd = activate(t[i][1] - t[i][2] - t[i][3] + start, g.activation);
        Vector first, second;
        first.even = even.lo;
        first.odd = odd.lo;
        second.even = even.hi;
        second.odd = odd.hi;
        STORE(first, results[i]);
        STORE(second, results[i] + LANES);
      }
      int count = min(2 * LANES, g.width - 2 * column);
      for (int i = 0; i < 2 && row + i < g.height; i++) {
        copyTo(target + i * g.width + 2 * column, results[i], count);
      }
    }
  }
}
