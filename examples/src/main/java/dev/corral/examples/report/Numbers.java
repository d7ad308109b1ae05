package dev.corral.examples.report;

import dev.corral.examples.chapter.Item;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Correlation;
import dev.corral.examples.chapter.Item.FieldGrowth;
import dev.corral.examples.chapter.Item.Frames;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Run;
import dev.corral.examples.chapter.Item.Training;
import dev.corral.examples.chapter.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The numbers that a result consists of, to be compared with another backend's. */
final class Numbers {
  private final List<Float> numbers = new ArrayList<>();

  private Numbers(Result result) {
    result.items().forEach(this::add);
  }

  /** The largest |a − b|, or nothing if one of two has numbers that the other has not. */
  static OptionalDouble largestDifference(Result a, Result b) {
    List<Float> left = new Numbers(a).numbers;
    List<Float> right = new Numbers(b).numbers;
    if (left.size() != right.size()) {
      return OptionalDouble.empty();
    }
    double largest = 0;
    for (int i = 0; i < left.size(); i++) {
      largest = Math.max(largest, Math.abs((double) left.get(i) - right.get(i)));
    }
    return OptionalDouble.of(largest);
  }

  private void add(Item item) {
    if (item instanceof Matrix matrix) {
      numbers.addAll(matrix.values());
    } else if (item instanceof Check check && check.actualMatrix() != null) {
      numbers.addAll(check.actualMatrix().values());
    } else if (item instanceof Correlation correlation) {
      numbers.addAll(correlation.output().values());
    } else if (item instanceof Training training) {
      for (Run run : training.runs()) {
        numbers.addAll(run.losses());
        run.kernels().forEach(this::add);
      }
    } else if (item instanceof Frames frames) {
      frames.frames().forEach(this::add);
    } else if (item instanceof FieldGrowth growth) {
      growth.sizes().forEach(size -> numbers.add(size.floatValue()));
    }
  }
}
