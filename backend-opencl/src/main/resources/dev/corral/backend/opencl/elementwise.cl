// Functions of each element of one, two or three tensors.

kernel void fill(global float *y, int size, float value) {
  FOR_VECTORS(j, count, 0, size) {
    store((FLOATS)(value), y + j, count);
  }
}

// A function of a, for numbers and vectors alike.
#define UNARY(name, function)                                        \
  kernel void map_##name(global const float *x, global float *y, int size) { \
    FOR_VECTORS(j, count, 0, size) {                                 \
      FLOATS a = load(x + j, count);                                 \
      store(function, y + j, count);                                 \
    }                                                                \
  }

static inline FLOATS sigmoid(FLOATS a) {
  // e^-|a| never overflows: 1 / (1 + e) on the right of 0, e / (1 + e) on the left.
  FLOATS e = exp(-fabs(a));
  return select((FLOATS)(1.0f), e, isless(a, (FLOATS)(0.0f))) / (1.0f + e);
}

UNARY(neg, -a)
UNARY(exp, exp(a))
UNARY(log, log(a))
UNARY(sqrt, sqrt(a))
UNARY(tanh, tanh(a))
UNARY(abs, fabs(a))
UNARY(square, a * a)
UNARY(relu, select(a, (FLOATS)(0.0f), islessequal(a, (FLOATS)(0.0f))))
UNARY(sigmoid, sigmoid(a))

// Elements of a row of an argument that broadcasts: the next ones, or the same one again.
static inline FLOATS take(global const float *row, int step, size_t j, size_t count) {
  return step ? load(row + j, count) : (FLOATS)(*row);
}

// A function of a and b, for numbers and vectors alike.
#define BINARY(name, function)                                                            \
  kernel void map_##name(global const float *x0, int step0, Layout layout0,               \
                         global const float *x1, int step1, Layout layout1,               \
                         global float *y, int columns, int rows) {                        \
    FOR_SHARE(row, 1, rows) {                                                             \
      global const float *row0 = x0 + place(layout0, row);                                \
      global const float *row1 = x1 + place(layout1, row);                                \
      global float *target = y + row * columns;                                           \
      FOR_VECTORS(j, count, 0, columns) {                                                 \
        FLOATS a = take(row0, step0, j, count);                                           \
        FLOATS b = take(row1, step1, j, count);                                           \
        store(function, target + j, count);                                               \
      }                                                                                   \
    }                                                                                     \
  }

// 1 where a test holds, 0 elsewhere.
#define TEST(test) select((FLOATS)(0.0f), (FLOATS)(1.0f), test)

// As Java's Math.pow, which is not C's: NaN to any power but 0, and 1 or -1 to an infinite power,
// are NaN.
static inline FLOATS power(FLOATS a, FLOATS b) {
  FLOATS none = (FLOATS)(NAN);
  return select(pow(a, b), none, isnan(b) | (isequal(fabs(a), (FLOATS)(1.0f)) & isinf(b)));
}

BINARY(add, a + b)
BINARY(sub, a - b)
BINARY(mul, a * b)
BINARY(div, a / b)
BINARY(pow, power(a, b))
BINARY(maximum, MAXIMUM(a, b))
BINARY(minimum, MINIMUM(a, b))
BINARY(less, TEST(isless(a, b)))
BINARY(less_equal, TEST(islessequal(a, b)))
BINARY(equal, TEST(isequal(a, b)))
BINARY(not_equal, TEST(isnotequal(a, b)))

// a where the condition is not 0, b elsewhere; NaN is not 0.
kernel void where(global const float *condition, int step0, Layout layout0,
                  global const float *x1, int step1, Layout layout1,
                  global const float *x2, int step2, Layout layout2,
                  global float *y, int columns, int rows) {
  FOR_SHARE(row, 1, rows) {
    global const float *row0 = condition + place(layout0, row);
    global const float *row1 = x1 + place(layout1, row);
    global const float *row2 = x2 + place(layout2, row);
    global float *target = y + row * columns;
    FOR_VECTORS(j, count, 0, columns) {
      FLOATS c = take(row0, step0, j, count);
      FLOATS a = take(row1, step1, j, count);
      FLOATS b = take(row2, step2, j, count);
      store(select(b, a, isnotequal(c, (FLOATS)(0.0f))), target + j, count);
    }
  }
}
