// Explicit vectors, for devices whose work-items are threads of a CPU: LANES floats each, as many
// as the device has in a register.

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

typedef JOIN(float, LANES) Vector;

// Loads and stores at any address.
#define LOAD(from) JOIN(vload, LANES)(0, from)
#define STORE(vector, to) JOIN(vstore, LANES)(vector, 0, to)

// A loop whose trips are all written out, so that an array indexed by it lives in registers.
#define UNROLL(i, count) _Pragma("unroll") for (int i = 0; i < (count); i++)

// Copies a run of floats and touches nothing past its end.
static inline void copyTo(global float *to, const float *from, int count) {
  int i = 0;
  for (; i + LANES <= count; i += LANES) {
    STORE(LOAD(from + i), to + i);
  }
  for (; i < count; i++) {
    to[i] = from[i];
  }
}
