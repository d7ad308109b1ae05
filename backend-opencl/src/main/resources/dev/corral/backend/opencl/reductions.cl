// Reductions of [outer, reduced, inner] along the reduced axis. The axis may be cut into parts of
// about the same length; the result is [outer, parts, inner]. A row is one part of one outer index.

#define SUM(a, b) ((a) + (b))

// Work-items that reduce a row together on a GPU; a power of two.
#define GROUP 64

#define PART_BEGIN ((size_t)reduced * (row % parts) / parts)
#define PART_END ((size_t)reduced * (row % parts + 1) / parts)

// For any inner: each work-item goes down columns of its own.
#define COLUMNS(name, nothing, COMBINE)                                                   \
  kernel void name##_columns(global const float *x, int outer, int reduced, int inner,    \
                             int parts, global float *y) {                                \
    FOR_SHARE(row, 1, (size_t)outer * parts) {                                            \
      global const float *source = x + row / parts * reduced * inner;                     \
      FOR_VECTORS(j, count, 0, inner) {                                                   \
        FLOATS result = (FLOATS)(nothing);                                                \
        for (size_t r = PART_BEGIN; r < PART_END; r++) {                                  \
          FLOATS next = load(source + r * inner + j, count);                              \
          result = COMBINE(result, next);                                                 \
        }                                                                                 \
        store(result, y + row * inner + j, count);                                        \
      }                                                                                   \
    }                                                                                     \
  }

// For inner = 1, where a row lies in one piece.
#ifdef CPU
// Four vectors at once, since each combination waits for the one before it.
#define ROWS(name, nothing, COMBINE)                                                      \
  kernel void name##_rows(global const float *x, int outer, int reduced, int inner,       \
                          int parts, global float *y) {                                   \
    FOR_SHARE(row, 1, (size_t)outer * parts) {                                            \
      global const float *source = x + row / parts * reduced;                             \
      size_t r = PART_BEGIN;                                                              \
      FLOATS result0 = (FLOATS)(nothing);                                                 \
      FLOATS result1 = result0;                                                           \
      FLOATS result2 = result0;                                                           \
      FLOATS result3 = result0;                                                           \
      for (; r + 4 * WIDTH <= PART_END; r += 4 * WIDTH) {                                 \
        FLOATS next0 = vload8(0, source + r);                                             \
        FLOATS next1 = vload8(1, source + r);                                             \
        FLOATS next2 = vload8(2, source + r);                                             \
        FLOATS next3 = vload8(3, source + r);                                             \
        result0 = COMBINE(result0, next0);                                                \
        result1 = COMBINE(result1, next1);                                                \
        result2 = COMBINE(result2, next2);                                                \
        result3 = COMBINE(result3, next3);                                                \
      }                                                                                   \
      result0 = COMBINE(result0, result1);                                                \
      result2 = COMBINE(result2, result3);                                                \
      result0 = COMBINE(result0, result2);                                                \
      float lanes[WIDTH];                                                                 \
      vstore8(result0, 0, lanes);                                                         \
      float result = lanes[0];                                                            \
      for (size_t i = 1; i < WIDTH; i++) {                                                \
        result = COMBINE(result, lanes[i]);                                               \
      }                                                                                   \
      for (; r < PART_END; r++) {                                                         \
        result = COMBINE(result, source[r]);                                              \
      }                                                                                   \
      y[row] = result;                                                                    \
    }                                                                                     \
  }
#else
// A group takes a row, neighbours taking neighbouring elements.
#define ROWS(name, nothing, COMBINE)                                                      \
  kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void name##_rows(             \
      global const float *x, int outer, int reduced, int inner, int parts,                \
      global float *y) {                                                                  \
    local float results[GROUP];                                                           \
    size_t lane = get_local_id(0);                                                        \
    size_t row = get_group_id(0);                                                         \
    global const float *source = x + row / parts * reduced;                               \
    float result = nothing;                                                               \
    for (size_t r = PART_BEGIN + lane; r < PART_END; r += GROUP) {                        \
      result = COMBINE(result, source[r]);                                                \
    }                                                                                     \
    results[lane] = result;                                                               \
    barrier(CLK_LOCAL_MEM_FENCE);                                                         \
    for (size_t half_group = GROUP / 2; half_group > 0; half_group /= 2) {                \
      if (lane < half_group) {                                                            \
        results[lane] = COMBINE(results[lane], results[lane + half_group]);               \
      }                                                                                   \
      barrier(CLK_LOCAL_MEM_FENCE);                                                       \
    }                                                                                     \
    if (lane == 0) {                                                                      \
      y[row] = results[0];                                                                \
    }                                                                                     \
  }
#endif

COLUMNS(sum, 0.0f, SUM)
COLUMNS(max, -INFINITY, MAXIMUM)
ROWS(sum, 0.0f, SUM)
ROWS(max, -INFINITY, MAXIMUM)

// Whether a later element wins against the best so far.
static inline bool wins(float next, float best) {
  return next > best || (isnan(next) && !isnan(best));
}

// The index of the first largest element of each part.
kernel void argmax(global const float *x, int outer, int reduced, int inner, int parts,
                   global float *y) {
  FOR_SHARE(row, 1, (size_t)outer * parts) {
    FOR_SHARE(j, 0, inner) {
      global const float *source = x + row / parts * reduced * inner + j;
      size_t winner = PART_BEGIN;
      float best = source[winner * inner];
      for (size_t r = winner + 1; r < PART_END; r++) {
        float next = source[r * inner];
        if (wins(next, best)) {
          winner = r;
          best = next;
        }
      }
      y[row * inner + j] = winner;
    }
  }
}

// The index of the first largest element, given that of each part.
kernel void argmax_of_parts(global const float *x, int outer, int reduced, int inner, int parts,
                            global const float *winners, global float *y) {
  FOR_SHARE(row, 1, outer) {
    FOR_SHARE(j, 0, inner) {
      global const float *source = x + row * reduced * inner + j;
      global const float *candidates = winners + row * parts * inner + j;
      float winner = candidates[0];
      for (int part = 1; part < parts; part++) {
        float candidate = candidates[(size_t)part * inner];
        if (wins(source[(size_t)candidate * inner], source[(size_t)winner * inner])) {
          winner = candidate;
        }
      }
      y[row * inner + j] = winner;
    }
  }
}
