// Convolution of 3 x 3 kernels at stride 1 by Winograd's minimal filtering F(2 x 2, 3 x 3): Lavin and
// Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
//
// Tiles of 4 x 4 elements, two apart, give tiles of 2 x 2 results. Transformed, the tiles and the
// weights are 16 matrices each, whose products, transformed back, are the results: 16
// multiplications instead of 36. Here are the transforms; the products are a correlation's.

// Distances are in floats.
typedef struct {
  int groups;
  int outputs;     // of a group
  int inputs;      // of a group
  int groupStep;   // in the kernel, from a group to the next
  int outputStep;
  int inputStep;
  int rowStep;
  int columnStep;
  int offset;      // of the first element
} WinogradWeights;

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

// Some rows of tiles, numbered through all images.
typedef struct {
  int firstRow;
  int rows;
  int channels;      // of an image
  int tileRows;      // of an image
  int tileColumns;
  int height;        // of the images that are read or written
  int width;
  int top;           // rows of padding that are not there
  int left;
  int hasBias;
  int activation;
} WinogradTiles;
