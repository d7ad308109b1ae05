// Comes before every other file. Built with -DCPU or -DGPU, the family of the device: a CPU gets
// few work-items with explicit vectors, a GPU a work-item for each element.

#ifdef CPU
#define WIDTH 8
typedef float8 FLOATS;
#else
#define WIDTH 1
typedef float FLOATS;
#endif

// Runs i through this work-item's share of the numbers from 0 to n, by its id along a dimension of
// the grid: a run of neighbours on a CPU, whose caches want that; every so-many-th on a GPU, where
// neighbouring work-items then use neighbouring elements. Any grid covers all numbers.
#ifdef CPU
#define FOR_SHARE(i, dimension, n)                                                        \
  for (size_t i = (size_t)(n) * get_global_id(dimension) / get_global_size(dimension),    \
              i##_end = (size_t)(n) * (get_global_id(dimension) + 1)                      \
                        / get_global_size(dimension);                                     \
       i < i##_end; i++)
#else
#define FOR_SHARE(i, dimension, n)                                                        \
  for (size_t i = get_global_id(dimension); i < (size_t)(n); i += get_global_size(dimension))
#endif

// As FOR_SHARE over columns, WIDTH at a time: j is the first column, count how many there are from
// j on.
#define FOR_VECTORS(j, count, dimension, columns)                                         \
  FOR_SHARE(j##_vector, dimension, ((size_t)(columns) + WIDTH - 1) / WIDTH)               \
    for (size_t j = j##_vector * WIDTH, count = (columns) - j, j##_once = 1; j##_once; j##_once = 0)

// The next WIDTH elements, of which the first count are there; the others are 0.
static inline FLOATS load(global const float *p, size_t count) {
#ifdef CPU
  if (count >= WIDTH) {
    return vload8(0, p);
  }
  float lanes[WIDTH];
  for (size_t i = 0; i < WIDTH; i++) {
    lanes[i] = i < count ? p[i] : 0.0f;
  }
  return vload8(0, lanes);
#else
  return *p;
#endif
}

// Writes the first count of WIDTH elements.
static inline void store(FLOATS values, global float *p, size_t count) {
#ifdef CPU
  if (count >= WIDTH) {
    vstore8(values, 0, p);
    return;
  }
  float lanes[WIDTH];
  vstore8(values, 0, lanes);
  for (size_t i = 0; i < count; i++) {
    p[i] = lanes[i];
  }
#else
  *p = values;
#endif
}

// The larger or smaller of two numbers or vectors: NaN wins, and 0 is above -0. (fmax and fmin take
// the number rather than the NaN, and either zero.)
#define MAXIMUM(a, b) \
  select(b, a, isgreater(a, b) | isnan(a) | (isequal(a, b) & !signbit(a)))
#define MINIMUM(a, b) \
  select(b, a, isless(a, b) | isnan(a) | (isequal(a, b) & (signbit(a) != 0)))

// Where rows begin in a tensor: the row of indices (i0, i1, ...) at offset + sum of index * stride.
typedef struct {
  int axes;
  int offset;
  int dims[5];
  int strides[5];
} Layout;

static inline long place(Layout layout, size_t row) {
  long place = layout.offset;
  uint rest = (uint)row;
  for (int axis = layout.axes - 1; axis > 0; axis--) {
    uint dim = layout.dims[axis];
    place += (long)(rest % dim) * layout.strides[axis];
    rest /= dim;
  }
  return layout.axes > 0 ? place + (long)rest * layout.strides[0] : place;
}

// A window on images of one size, along one axis: at position i, element u of the kernel sees the
// image's index i * stride + u * dilation - before.
typedef struct {
  int size;
  int positions;
  int elements;
  int stride;
  int dilation;
  int before;
} Axis;

typedef struct {
  Axis rows;
  Axis columns;
} Sliding;

static inline long seen(Axis axis, long i, long u) {
  return i * axis.stride + u * axis.dilation - axis.before;
}

static inline bool inside(Axis axis, long index) {
  return (ulong)index < (ulong)axis.size;
}

// Runs u through the elements of the kernel that see an index r inside the image at position i.
#define FOR_ELEMENTS(u, r, axis, i)                    \
  for (long u = 0, r; u < axis.elements; u++)            \
    if (inside(axis, r = seen(axis, i, u)))

// Counted from the beginning of the padding, an index of an image is below 2^32: 32 bits are enough
// to divide, and faster.
static inline long first_position(Axis axis, long index) {
  long past = index + axis.before - (axis.elements - 1l) * axis.dilation;
  return past > 0 ? (uint)(past - 1) / (uint)axis.stride + 1 : 0;
}

static inline long end_position(Axis axis, long index) {
  long last = (uint)(index + axis.before) / (uint)axis.stride;
  return min(last + 1, (long)axis.positions);
}

// The element of the kernel that sees an index from a position; negative if the index lies between
// two elements.
static inline long element_at(Axis axis, long index, long i) {
  uint distance = (uint)(index + axis.before - i * axis.stride);
  if (axis.dilation == 1) {
    return distance;
  }
  return distance % (uint)axis.dilation == 0 ? distance / (uint)axis.dilation : -1l;
}

// Runs i through the positions from which an element u of the kernel sees an index of the image.
#define FOR_POSITIONS(i, u, axis, index)                                                  \
  for (long i = first_position(axis, index), i##_end = end_position(axis, index), u;      \
       i < i##_end; i++)                                                                  \
    if ((u = element_at(axis, index, i)) >= 0)
