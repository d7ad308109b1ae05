// What the GPU's products share. A group of ITEMS work-items computes a tile of TILE_ROWS *
// TILE_COLUMNS sums of products, each work-item WORK * WORK of them in registers.
//
// The operands go through local memory, DEPTH products at a time, in two buffers: while one is
// multiplied, the loads for the other are on their way. All work-items take part in every barrier;
// those past an edge load zeros and store nothing.

#define ITEMS 256
#define COLUMN_ITEMS (ITEMS / ROW_ITEMS)  // work-items along the sides of a tile
#define TILE_ROWS (ROW_ITEMS * WORK)
#define TILE_COLUMNS (COLUMN_ITEMS * WORK)

// Elements of each operand that a work-item loads, and the distance between them.
#define ROW_LOADS (TILE_ROWS * DEPTH / ITEMS)
#define COLUMN_LOADS (TILE_COLUMNS * DEPTH / ITEMS)
#define STRIPE (ITEMS / DEPTH)

// Rows of an operand in local memory are a little longer than the tile: that spreads what lies
// below each other over the banks.
#define ROW_PITCH (TILE_ROWS + 4)
#define COLUMN_PITCH (TILE_COLUMNS + 4)

#define UNROLL(i, count) _Pragma("unroll") for (int i = 0; i < (count); i++)

// Where along a side of a tile the i-th element of the n-th work-item lies: four together, so that
// one load gets them.
#define PLACE(items, n, i) ((i) / 4 * (items) * 4 + (n) * 4 + (i) % 4)
#define ROW_PLACE(item, i) PLACE(ROW_ITEMS, (item) / COLUMN_ITEMS, i)
#define COLUMN_PLACE(item, i) PLACE(COLUMN_ITEMS, (item) % COLUMN_ITEMS, i)

// A row that no image has, for work-items past an edge.
#define NOWHERE (-0x40000000)

typedef local float (*RowOperand)[ROW_PITCH];
typedef local float (*ColumnOperand)[COLUMN_PITCH];

static inline void loadFour(local const float *from, float *to) {
  float4 four = *(local const float4 *)from;
  to[0] = four.x;
  to[1] = four.y;
  to[2] = four.z;
  to[3] = four.w;
}

// sum[i][j] += sum over d of a[d][i] * b[d][j]
static inline void multiply(float sum[WORK][WORK], RowOperand a, ColumnOperand b, int item) {
  UNROLL(d, DEPTH) {
    float left[WORK], right[WORK];
    UNROLL(i, WORK / 4) {
      loadFour(&a[d][ROW_PLACE(item, 4 * i)], left + 4 * i);
      loadFour(&b[d][COLUMN_PLACE(item, 4 * i)], right + 4 * i);
    }
    UNROLL(i, WORK) {
      UNROLL(j, WORK) {
        sum[i][j] = fma(left[i], right[j], sum[i][j]);
      }
    }
  }
}
