package dev.corral.examples.cli;

import dev.corral.examples.learn.KernelLearner;
import dev.corral.examples.learn.KernelSize;
import dev.corral.examples.learn.LearnProgress;
import dev.corral.examples.learn.Learned;
import java.nio.file.Path;
import java.util.Arrays;

/** What a kernel is learned from. */
sealed interface Lesson {
  /** The photo before the kernel. */
  Path photo();

  KernelSize size();

  Learned learn(KernelLearner learner, LearnProgress progress);

  /** A photo, and a kernel that makes the other picture. */
  record Hidden(Path photo, String name, double[][] kernel) implements Lesson {
    @Override
    public KernelSize size() {
      return KernelSize.of(kernel);
    }

    double largestWeight() {
      return Arrays.stream(kernel).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    }

    @Override
    public Learned learn(KernelLearner learner, LearnProgress progress) {
      return learner.hidden(photo, kernel, progress);
    }
  }

  /** A photo, and a file with what an unknown kernel of some size made of it. */
  record Filtered(Path photo, Path filtered, KernelSize size) implements Lesson {
    @Override
    public Learned learn(KernelLearner learner, LearnProgress progress) {
      return learner.filtered(photo, filtered, size, progress);
    }
  }
}
