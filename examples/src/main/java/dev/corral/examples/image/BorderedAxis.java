package dev.corral.examples.image;

import dev.corral.backend.Ops;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows or the columns of a picture, and what is beyond their ends.
 *
 * @param border what is there
 * @param size how many there are
 */
record BorderedAxis(Border border, int size) {

  /** The part inside the picture that a part with some of the outside is made of. */
  Span reach(Span wanted) {
    int first = size;
    int last = 0;
    for (int i = wanted.from(); i < wanted.to(); i++) {
      int inside = border.inside(i, size);
      if (inside != Border.NOWHERE) {
        first = Math.min(first, inside);
        last = Math.max(last, inside);
      }
    }
    return new Span(first, last + 1);
  }

  /** Makes of a part inside the picture, {@link #reach}, the part that was wanted. */
  Tensor extend(Ops ops, Tensor x, int axis, Span held, Span wanted) {
    if (held.equals(wanted)) {
      return x;
    }
    List<Tensor> parts = new ArrayList<>();
    int next = wanted.from();
    while (next < wanted.to()) {
      Run run = run(next, wanted.to());
      parts.add(run.of(ops, x, axis, held.from()));
      next += run.count();
    }
    return parts.size() == 1 ? parts.get(0) : ops.concat(parts, axis);
  }

  /** As many as follow each other forwards, backwards or not at all. */
  private Run run(int from, int to) {
    int first = border.inside(from, size);
    int step = from + 1 < to ? border.inside(from + 1, size) - first : 0;
    if (Math.abs(step) > 1) {
      step = 0;
    }
    int count = 1;
    while (from + count < to && border.inside(from + count, size) == first + count * step) {
      count++;
    }
    return new Run(first, step, count);
  }

  /** Rows or columns of the picture: the first, from each to the next, and how many. */
  private record Run(int first, int step, int count) {
    Tensor of(Ops ops, Tensor x, int axis, int origin) {
      if (first == Border.NOWHERE) {
        return ops.fill(x.shape().with(axis, count), 0);
      }
      int last = first + (count - 1) * step;
      Slice[] slices = new Slice[x.shape().rank()];
      Arrays.fill(slices, Slice.all());
      slices[axis] = Slice.of(Math.min(first, last) - origin, Math.max(first, last) + 1 - origin);
      Tensor part = ops.slice(x, slices);
      if (step < 0) {
        return ops.flip(part, axis);
      }
      return step == 0 ? ops.broadcast(part, x.shape().with(axis, count)) : part;
    }
  }
}
