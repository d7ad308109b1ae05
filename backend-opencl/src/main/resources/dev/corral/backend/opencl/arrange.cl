// What the fast kernels want done to weights and gradients beforehand, and to shares afterwards.

// Distances are in floats.
typedef struct {
  int groups;
  int outputs;       // of a group
  int inputs;        // of a group
  int kernelHeight;
  int kernelWidth;
  int groupStep;     // in the source, from a group to the next
  int outputStep;
  int inputStep;
  int rowStep;
  int columnStep;
  int offset;        // of the first in the source
  int blocks;        // that hold the outputs of a group
  int block;         // outputs of a block
} Packing;

// packed[group, block, input, u, v, output]: the outputs of a block side by side, and zeros for
// those that the last block lacks.
kernel void pack(global const float *source, global float *packed, const Packing g) {
  FOR_SHARE(line, 0, g.groups * g.blocks * g.inputs) {
    int input = line % g.inputs;
    int block = line / g.inputs % g.blocks;
    int group = line / g.inputs / g.blocks;
    int outputs = min(g.block, g.outputs - block * g.block);
    global const float *from = source + g.offset + (long)group * g.groupStep
                               + (long)block * g.block * g.outputStep + (long)input * g.inputStep;
    global float *to = packed + line * g.kernelHeight * g.kernelWidth * g.block;
    for (int u = 0; u < g.kernelHeight; u++) {
      for (int v = 0; v < g.kernelWidth; v++) {
        global const float *tap = from + u * g.rowStep + v * g.columnStep;
        for (int i = 0; i < outputs; i++) {
          to[i] = tap[(long)i * g.outputStep];
        }
        for (int i = outputs; i < g.block; i++) {
          to[i] = 0.0f;
        }
        to += g.block;
      }
    }
  }
}

// sum[i] = the sum of shares[share, i] over the shares, always in the same order.
kernel void sumShares(global const float *shares, global float *sum, int count, int size) {
  FOR_VECTORS(j, there, 0, size) {
    FLOATS total = 0.0f;
    for (int share = 0; share < count; share++) {
      total += load(shares + (size_t)share * size + j, there);
    }
    store(total, sum + j, there);
  }
}
