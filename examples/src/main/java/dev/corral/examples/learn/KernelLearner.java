package dev.corral.examples.learn;

import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.image.Picture;
import dev.corral.examples.image.PictureException;
import java.nio.file.Path;

/** Learns kernels on one backend. */
public final class KernelLearner {
  private final Session session;
  private final LearnOptions options;

  /**
   * Learns in a session.
   *
   * @param session what computes
   * @param options how to learn
   */
  public KernelLearner(Session session, LearnOptions options) {
    this.session = session;
    this.options = options;
  }

  /**
   * Filters parts of a photo with a kernel, and learns it back from what it made of them, which is
   * neither rounded nor cut off.
   *
   * @param photo a file that ImageIO reads
   * @param kernel [height][width], of a {@link KernelSize#learnable} size
   * @param progress is told after each step
   * @return what was learned
   * @throws PictureException if the photo cannot be read, or is too small or of one colour
   */
  public Learned hidden(Path photo, double[][] kernel, LearnProgress progress) {
    KernelSize size = KernelSize.of(kernel);
    try (Scope scope = session.scope();
        Picture picture = Picture.open(photo)) {
      Sample sample = new SampleReader(scope, picture, size, options, false).hidden(kernel);
      return new Training(scope, sample, size, options).run(progress);
    }
  }

  /**
   * Learns the kernel that made a picture of a photo. Values of black and white are left out: they
   * may have been cut off there. Where only one of both is in colour, its luminance counts.
   *
   * @param photo a file that ImageIO reads
   * @param filtered another one, of the same size in pixels
   * @param size the kernel's, {@link KernelSize#learnable}
   * @param progress is told after each step
   * @return what was learned
   * @throws PictureException if one of them cannot be read, or they do not tell a kernel
   */
  public Learned filtered(Path photo, Path filtered, KernelSize size, LearnProgress progress) {
    try (Scope scope = session.scope();
        Picture before = Picture.open(photo);
        Picture after = Picture.open(filtered)) {
      if (before.width() != after.width() || before.height() != after.height()) {
        throw new PictureException(
            photo + " is " + dimensions(before) + " and " + filtered + " is " + dimensions(after),
            "two pictures of one size",
            "Filter the photo itself, not a smaller copy",
            null);
      }
      boolean mixed = before.colours() != after.colours();
      Sample sample = new SampleReader(scope, before, size, options, mixed).filtered(after);
      return new Training(scope, sample, size, options).run(progress);
    }
  }

  private static String dimensions(Picture picture) {
    return picture.width() + " × " + picture.height();
  }
}
