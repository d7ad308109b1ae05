// The transforms of winograd.cl for GPUs: a tile for each work-item, gathered from the images.

// to[i, j, group, output, input], by G w G', where G is
//   1    0    0
//   1/2  1/2  1/2
//   1/2 -1/2  1/2
//   0    0    1
kernel void transformWeights(global const float *kernels, global float *to,
                             const WinogradWeights g) {
  size_t size = (size_t)g.groups * g.outputs * g.inputs;
  FOR_SHARE(index, 0, size) {
    int input = index % g.inputs;
    int output = index / g.inputs % g.outputs;
    int group = index / g.inputs / g.outputs;
    global const float *w = kernels + g.offset + (long)group * g.groupStep
                            + (long)output * g.outputStep + (long)input * g.inputStep;
    float t[4][3];
    for (int v = 0; v < 3; v++) {
      float w0 = w[v * g.columnStep];
      float w1 = w[g.rowStep + v * g.columnStep];
      float w2 = w[2 * g.rowStep + v * g.columnStep];
      t[0][v] = w0;
      t[1][v] = 0.5f * (w0 + w1 + w2);
      t[2][v] = 0.5f * (w0 - w1 + w2);
      t[3][v] = w2;
    }
    for (int i = 0; i < 4; i++) {
      to[(4 * i) * size + index] = t[i][0];
      to[(4 * i + 1) * size + index] = 0.5f * (t[i][0] + t[i][1] + t[i][2]);
      to[(4 * i + 2) * size + index] = 0.5f * (t[i][0] - t[i][1] + t[i][2]);
      to[(4 * i + 3) * size + index] = t[i][2];
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
  FOR_SHARE(index, 0, step) {
    int channel = index / g.tileColumns / g.rows;
    int tileRow = g.firstRow + index / g.tileColumns % g.rows;
    int image = tileRow / g.tileRows;
    int row = tileRow % g.tileRows * 2 - g.top;
    int column = index % g.tileColumns * 2 - g.left;
    global const float *from = x + (size_t)(image * g.channels + channel) * g.height * g.width;
    float t[4][4];
    for (int i = 0; i < 4; i++) {
      float d[4];
      for (int j = 0; j < 4; j++) {
        bool there = (uint)(row + i) < (uint)g.height && (uint)(column + j) < (uint)g.width;
        d[j] = there ? from[(row + i) * g.width + column + j] : 0.0f;
      }
      t[i][0] = d[0] - d[2];
      t[i][1] = d[1] + d[2];
      t[i][2] = d[2] - d[1];
      t[i][3] = d[1] - d[3];
    }
    for (int j = 0; j < 4; j++) {
      to[j * step + index] = t[0][j] - t[2][j];
      to[(4 + j) * step + index] = t[1][j] + t[2][j];
      to[(8 + j) * step + index] = t[2][j] - t[1][j];
      to[(12 + j) * step + index] = t[1][j] - t[3][j];
    }
  }
}

// y[image, channel, row, column] by A' m A, where A' is
//   1  1  1  0
//   0  1 -1 -1
kernel void transformOutputs(global const float *products, global const float *bias,
                             global float *y, const WinogradTiles g) {
  size_t step = (size_t)g.channels * g.rows * g.tileColumns;
  FOR_SHARE(index, 0, step) {
    int channel = index / g.tileColumns / g.rows;
    int tileRow = g.firstRow + index / g.tileColumns % g.rows;
    int image = tileRow / g.tileRows;
    int row = tileRow % g.tileRows * 2;
    int column = index % g.tileColumns * 2;
    float start = g.hasBias ? bias[channel] : 0.0f;
    float t[2][4];
    for (int j = 0; j < 4; j++) {
      float m1 = products[(4 + j) * step + index];
      float m2 = products[(8 + j) * step + index];
      t[0][j] = products[j * step + index] + m1 + m2;
      t[1][j] = m1 - m2 - products[(12 + j) * step + index];
    }
    global float *to = y + (size_t)(image * g.channels + channel) * g.height * g.width;
    for (int i = 0; i < 2 && row + i < g.height; i++) {
      float left = t[i][0] + t[i][1] + t[i][2] + start;
      float right = t[i][1] - t[i][2] - t[i][3] + start;
      to[(row + i) * g.width + column] = activate(left, g.activation);
      if (column + 1 < g.width) {
        to[(row + i) * g.width + column + 1] = activate(right, g.activation);
      }
    }
  }
}
