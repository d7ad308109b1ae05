package dev.corral.examples.peers;

import boofcv.BoofVersion;
import boofcv.alg.filter.convolve.ConvolveImageNoBorder;
import boofcv.concurrency.BoofConcurrency;
import boofcv.struct.convolve.Kernel2D_F32;
import boofcv.struct.image.GrayF32;
import dev.corral.examples.bench.Contestant;
import dev.corral.examples.bench.Conv2dWorkload;
import dev.corral.examples.bench.Task;
import dev.corral.examples.bench.TaskJob;
import java.util.Optional;

/** BoofCV, the image library in Java, on images of one channel and kernels of odd size. */
final class BoofCv implements Contestant {
  private final int threads;

  BoofCv(int threads) {
    this.threads = threads;
    BoofConcurrency.setMaxThreads(threads);
  }

  @Override
  public String name() {
    return "boofcv";
  }

  @Override
  public String description() {
    return "BoofCV " + BoofVersion.VERSION + ", " + threads + " threads";
  }

  @Override
  public Optional<TaskJob> prepare(Task task) {
    boolean odd = task.workload().inputs().get(1).dim(-1) % 2 == 1;
    return odd && Filters.canDo(task)
        ? Optional.of(new Filter(task, (Conv2dWorkload) task.workload()))
        : Optional.empty();
  }

  @Override
  public void close() {}

  private static final class Filter implements TaskJob {
    private final GrayF32 image;
    private final GrayF32 filtered;
    private final Kernel2D_F32 kernel;
    private final Conv2dWorkload workload;

    Filter(Task task, Conv2dWorkload workload) {
      this.workload = workload;
      int width = workload.image().dim(3);
      int height = workload.image().dim(2);
      image = new GrayF32(width, height);
      image.setData(task.inputs().get(0));
      filtered = new GrayF32(width, height);
      kernel = new Kernel2D_F32(workload.kernel().dim(3), task.inputs().get(1));
    }

    @Override
    public void run(int calls) {
      for (int i = 0; i < calls; i++) {
        ConvolveImageNoBorder.convolve(kernel, image, filtered);
      }
    }

    @Override
    public float[] result() {
      run(1);
      int rows = workload.output().dim(2);
      int columns = workload.output().dim(3);
      float[] values = new float[rows * columns];
      for (int i = 0; i < rows; i++) {
        int from = (i + kernel.getRadius()) * filtered.width + kernel.getRadius();
        System.arraycopy(filtered.data, from, values, i * columns, columns);
      }
      return values;
    }

    @Override
    public void close() {}
  }
}
