package dev.corral.examples.peers;

import dev.corral.examples.bench.Contestant;
import dev.corral.examples.bench.Conv2dWorkload;
import dev.corral.examples.bench.Task;
import dev.corral.examples.bench.TaskJob;
import java.util.Optional;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** OpenCV's filter2D, on images of one channel; it computes the border too. */
final class OpenCv implements Contestant {
  private final int threads;

  OpenCv(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "opencv";
  }

  @Override
  public String description() {
    return "OpenCV " + Core.VERSION + " filter2D, " + threads + " threads";
  }

  @Override
  public Optional<TaskJob> prepare(Task task) {
    if (!Filters.canDo(task)) {
      return Optional.empty();
    }
    OpenCV.loadLocally();
    Core.setNumThreads(threads);
    return Optional.of(new Filter(task, (Conv2dWorkload) task.workload()));
  }

  @Override
  public void close() {}

  private static final class Filter implements TaskJob {
    private static final Point CORNER = new Point(0, 0);

    private final Mat image;
    private final Mat kernel;
    private final Mat filtered = new Mat();
    private final Rect inside;

    Filter(Task task, Conv2dWorkload workload) {
      image = matrix(workload.image().dim(2), workload.image().dim(3), task.inputs().get(0));
      kernel = matrix(workload.kernel().dim(2), workload.kernel().dim(3), task.inputs().get(1));
      inside = new Rect(0, 0, workload.output().dim(3), workload.output().dim(2));
    }

    private static Mat matrix(int rows, int columns, float[] values) {
      Mat matrix = new Mat(rows, columns, CvType.CV_32F);
      matrix.put(0, 0, values);
      return matrix;
    }

    @Override
    public void run(int calls) {
      for (int i = 0; i < calls; i++) {
        Imgproc.filter2D(image, filtered, -1, kernel, CORNER, 0, Core.BORDER_CONSTANT);
      }
    }

    @Override
    public float[] result() {
      run(1);
      Mat valid = filtered.submat(inside);
      Mat dense = valid.clone();
      float[] values = new float[inside.width * inside.height];
      dense.get(0, 0, values);
      dense.release();
      valid.release();
      return values;
    }

    @Override
    public void close() {
      image.release();
      kernel.release();
      filtered.release();
    }
  }
}
