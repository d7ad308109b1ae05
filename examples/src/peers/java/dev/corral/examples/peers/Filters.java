package dev.corral.examples.peers;

import dev.corral.examples.bench.Conv2dWorkload;
import dev.corral.examples.bench.Pass;
import dev.corral.examples.bench.Task;

/** What libraries for images call a filter. */
final class Filters {
  private Filters() {}

  /** Whether a task filters one image of one channel, without padding or stride. */
  static boolean canDo(Task task) {
    return task.pass() == Pass.FORWARD
        && task.workload() instanceof Conv2dWorkload conv2d
        && conv2d.image().dim(0) * conv2d.image().dim(1) * conv2d.kernel().dim(0) == 1
        && conv2d.stride() == 1
        && conv2d.padding() == 0;
  }
}
