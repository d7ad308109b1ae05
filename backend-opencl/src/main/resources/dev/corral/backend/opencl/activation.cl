// What a layer does last with each of its sums. The functions go by numbers that Epilogue.java has
// too.

#ifdef CPU
typedef Vector Number;
#else
typedef float Number;
#endif

#define IDENTITY 0
#define RELU 1
#define SIGMOID 2
#define TANH 3

static inline Number activate(Number x, int activation) {
  switch (activation) {
    case RELU:
      return select(x, (Number)(0.0f), islessequal(x, (Number)(0.0f)));
    case SIGMOID: {
      // e^-|x| never overflows: 1 / (1 + e) on the right of 0, e / (1 + e) on the left.
      Number e = exp(-fabs(x));
      return select((Number)(1.0f), e, isless(x, (Number)(0.0f))) / (1.0f + e);
    }
    case TANH:
      return tanh(x);
    default:
      return x;
  }
}
