// What the GPU's products share. A group of ITEMS work-items computes a tile of TILE * TILE sums of
// products, each work-item WORK * WORK of them in registers.
//
// The operands go through local memory, DEPTH products at a time, in two buffers: while one is
// multiplied, the loads for the other are on their way. All work-items take part in every barrier;
// those past an edge load zeros and store nothing.

#define ITEMS 256
#define SIDE 16                // work-items along each side of a tile
#define TILE (SIDE * WORK)
#define DEPTH (64 / WORK)
#define LOADS 4                // of each operand for a work-item: TILE * DEPTH / ITEMS
#define STRIPE (TILE / LOADS)  // from one of them to the next
#define PITCH (TILE + 4)       // spreads what lies below each other over the banks of the memory

#define UNROLL(i, count) _Pragma("unroll") for (int i = 0; i < (count); i++)

// Where in a tile the i-th row of the n-th of SIDE work-items lies: four rows together, so that one
// load gets them.
#define PLACE(n, i) ((i) / 4 * SIDE * 4 + (n) * 4 + (i) % 4)

// A row that no image has, for work-items past an edge.
#define NOWHERE (-0x40000000)

typedef local float (*Operand)[PITCH];

static inline void loadFour(local const float *from, float *to) {
  float4 four = *(local const float4 *)from;
  to[0] = four.x;
  to[1] = four.y;
  to[2] = four.z;
  to[3] = four.w;
}

// sum[i][j] += sum over d of a[d][i] * b[d][j]
static inline void multiply(float sum[WORK][WORK], Operand a, Operand b, int row, int column) {
  UNROLL(d, DEPTH) {
    float left[WORK], right[WORK];
    UNROLL(i, WORK / 4) {
      loadFour(&a[d][PLACE(row, 4 * i)], left + 4 * i);
      loadFour(&b[d][PLACE(column, 4 * i)], right + 4 * i);
    }
    UNROLL(i, WORK) {
      UNROLL(j, WORK) {
        sum[i][j] = fma(left[i], right[j], sum[i][j]);
      }
    }
  }
}
