// The matrix product y[m, n] = a[m, k] * b[k, n], for each matrix of a batch.

#ifdef CPU
// A work-item keeps a tile of the product in registers: rows of a, one number at a time, times two
// vectors of b.
#define TILE_ROWS 4
#define TILE_COLUMNS (2 * WIDTH)

#define ROW(i) (a + min(i, (size_t)m - 1) * k)

// How many of a vector's columns are there.
static inline size_t left(size_t columns, size_t before) {
  return columns > before ? columns - before : 0;
}

#define MULTIPLY(LOAD)                              \
  for (size_t p = 0; p < (size_t)k; p++) {          \
    FLOATS first = LOAD(b + p * n, columns);        \
    FLOATS second = LOAD(b + p * n + WIDTH, left(columns, WIDTH)); \
    sum00 = fma((FLOATS)(row0[p]), first, sum00);   \
    sum01 = fma((FLOATS)(row0[p]), second, sum01);  \
    sum10 = fma((FLOATS)(row1[p]), first, sum10);   \
    sum11 = fma((FLOATS)(row1[p]), second, sum11);  \
    sum20 = fma((FLOATS)(row2[p]), first, sum20);   \
    sum21 = fma((FLOATS)(row2[p]), second, sum21);  \
    sum30 = fma((FLOATS)(row3[p]), first, sum30);   \
    sum31 = fma((FLOATS)(row3[p]), second, sum31);  \
  }

#define WHOLE(p, count) vload8(0, p)

// The tile at a row of a and y, at the first of so many columns of b and y.
static void tile(global const float *a, global const float *b, global float *y, int m, int k,
                 int n, size_t row, size_t columns) {
  global const float *row0 = ROW(row);
  global const float *row1 = ROW(row + 1);
  global const float *row2 = ROW(row + 2);
  global const float *row3 = ROW(row + 3);
  FLOATS sum00 = 0, sum01 = 0, sum10 = 0, sum11 = 0;
  FLOATS sum20 = 0, sum21 = 0, sum30 = 0, sum31 = 0;
  if (columns >= TILE_COLUMNS) {
    MULTIPLY(WHOLE)
  } else {
    MULTIPLY(load)
  }
  FLOATS sums[TILE_ROWS][2] = {
      {sum00, sum01}, {sum10, sum11}, {sum20, sum21}, {sum30, sum31}};
  for (size_t i = 0; i < TILE_ROWS && row + i < (size_t)m; i++) {
    global float *target = y + (row + i) * n;
    store(sums[i][0], target, columns);
    store(sums[i][1], target + WIDTH, left(columns, WIDTH));
  }
}

// Row tiles are the inner loop, so that the columns of b stay in the nearest cache.
kernel void matmul(global const float *a, Layout aMatrices, global const float *b,
                   Layout bMatrices, global float *y, int m, int k, int n, int batch) {
  size_t rowTiles = (m + TILE_ROWS - 1) / TILE_ROWS;
  FOR_SHARE(columnTile, 0, (n + TILE_COLUMNS - 1) / TILE_COLUMNS) {
    size_t column = columnTile * TILE_COLUMNS;
    FOR_SHARE(rowTile, 1, rowTiles * batch) {
      size_t matrix = rowTile / rowTiles;
      tile(a + place(aMatrices, matrix), b + place(bMatrices, matrix) + column,
           y + matrix * m * n + column, m, k, n, rowTile % rowTiles * TILE_ROWS, n - column);
    }
  }
}
#else
// A group computes a square tile of the product from tiles of a and b in local memory; each of its
// 16 * 16 work-items has 4 * 4 numbers of it in registers.
#define SIDE 16
#define EACH 4
#define TILE (SIDE * EACH)
#define GROUP (SIDE * SIDE)
#define DEPTH 16

kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void matmul(
    global const float *a, Layout aMatrices, global const float *b, Layout bMatrices,
    global float *y, int m, int k, int n, int batch) {
  local float left[DEPTH][TILE + 1];
  local float right[DEPTH][TILE];
  size_t columnTiles = ((size_t)n + TILE - 1) / TILE;
  size_t rowTiles = ((size_t)m + TILE - 1) / TILE;
  size_t group = get_group_id(0);
  size_t column = group % columnTiles * TILE;
  size_t row = group / columnTiles % rowTiles * TILE;
  size_t matrix = group / columnTiles / rowTiles;
  a += place(aMatrices, matrix);
  b += place(bMatrices, matrix);
  y += matrix * m * n;
  size_t item = get_local_id(0);
  size_t across = item % SIDE;
  size_t down = item / SIDE;
  float sums[EACH][EACH] = {{0.0f}};
  for (size_t begin = 0; begin < (size_t)k; begin += DEPTH) {
    for (size_t i = item; i < DEPTH * TILE; i += GROUP) {
      size_t aRow = row + i / DEPTH, aColumn = begin + i % DEPTH;
      size_t bRow = begin + i / TILE, bColumn = column + i % TILE;
      left[i % DEPTH][i / DEPTH] = aRow < m && aColumn < k ? a[aRow * k + aColumn] : 0.0f;
      right[i / TILE][i % TILE] = bRow < k && bColumn < n ? b[bRow * n + bColumn] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (size_t p = 0; p < DEPTH; p++) {
      for (size_t i = 0; i < EACH; i++) {
        for (size_t j = 0; j < EACH; j++) {
          sums[i][j] = fma(left[p][down + i * SIDE], right[p][across + j * SIDE], sums[i][j]);
        }
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  for (size_t i = 0; i < EACH; i++) {
    for (size_t j = 0; j < EACH; j++) {
      size_t targetRow = row + down + i * SIDE, targetColumn = column + across + j * SIDE;
      if (targetRow < m && targetColumn < n) {
        y[targetRow * n + targetColumn] = sums[i][j];
      }
    }
  }
}
#endif
