package dev.corral.examples.report;

import dev.corral.backend.Session;
import dev.corral.examples.image.Border;
import dev.corral.examples.image.FilterOptions;
import dev.corral.examples.image.PictureFilter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.imageio.ImageIO;

/**
 * A photo under every {@link PhotoKernel}.
 *
 * @param images the results, in the kernels' order; none if the backend failed at one
 */
record FilteredPhoto(List<BufferedImage> images) {
  private static final System.Logger LOG = System.getLogger(FilteredPhoto.class.getName());

  static FilteredPhoto of(Session session, Photo photo) {
    try {
      return new FilteredPhoto(filtered(session, photo));
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.DEBUG, session.backend().id(), failure);
      return new FilteredPhoto(List.of());
    }
  }

  private static List<BufferedImage> filtered(Session session, Photo photo) {
    try {
      Path folder = Files.createTempDirectory("corral-report");
      Path original = folder.resolve("original.png");
      Path result = folder.resolve("result.png");
      try {
        ImageIO.write(photo.image(), "png", original.toFile());
        List<BufferedImage> images = new ArrayList<>();
        for (PhotoKernel kernel : PhotoKernel.ALL) {
          FilterOptions options =
              new FilterOptions(
                  List.of(kernel.kernel()), Border.REFLECT, kernel.signed(), kernel.signed());
          new PictureFilter(session, options).filter(original, result, (done, all) -> {});
          images.add(ImageIO.read(result.toFile()));
        }
        return images;
      } finally {
        Files.deleteIfExists(original);
        Files.deleteIfExists(result);
        Files.delete(folder);
      }
    } catch (IOException temporary) {
      throw new UncheckedIOException(temporary);
    }
  }

  /** The most grey levels by which a pixel differs, or nothing if one of the two is missing. */
  OptionalInt largestDifference(FilteredPhoto other) {
    if (images.size() != other.images.size()) {
      return OptionalInt.empty();
    }
    int largest = 0;
    for (int i = 0; i < images.size(); i++) {
      BufferedImage a = images.get(i);
      BufferedImage b = other.images.get(i);
      int[] samples = a.getRaster().getPixels(0, 0, a.getWidth(), a.getHeight(), (int[]) null);
      int[] others = b.getRaster().getPixels(0, 0, b.getWidth(), b.getHeight(), (int[]) null);
      for (int j = 0; j < samples.length; j++) {
        largest = Math.max(largest, Math.abs(samples[j] - others[j]));
      }
    }
    return OptionalInt.of(largest);
  }
}
