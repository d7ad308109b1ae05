package dev.corral.examples.report;

import dev.corral.examples.chapter.Item.Matrix;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page.
 *
 * @param version of the program
 * @param computed when, and under which Java
 * @param backend the one whose results are shown
 * @param device what it computes on
 * @param css the verdict's class
 * @param verdicts how many hold, over all backends
 * @param styles the style sheet
 * @param library the script that draws charts
 * @param script the page's own
 * @param legend from the most negative to the most positive colour
 * @param sections the chapter's
 * @param photo kernels on the photo
 * @param backends the backends side by side
 */
record PageView(
    String version,
    String computed,
    String backend,
    String device,
    String css,
    String verdicts,
    int backendCount,
    String styles,
    String library,
    String script,
    List<String> legend,
    List<SectionView> sections,
    @Nullable PhotoView photo,
    BackendViews backends) {
  /** The photo and what kernels make of it. */
  record PhotoView(String name, String uri, int width, int height, List<Filtered> filtered) {
    static @Nullable PhotoView of(Photo photo, FilteredPhoto results) {
      if (results.images().isEmpty()) {
        return null;
      }
      List<Filtered> filtered = new ArrayList<>();
      for (int i = 0; i < results.images().size(); i++) {
        filtered.add(Filtered.of(PhotoKernel.ALL.get(i), photo, results.images().get(i)));
      }
      BufferedImage image = photo.image();
      return new PhotoView(
          photo.name(), Photo.dataUri(image), image.getWidth(), image.getHeight(), filtered);
    }
  }

  /** One kernel on the photo. */
  record Filtered(
      String title,
      String text,
      String alt,
      int contrast,
      String uri,
      int width,
      int height,
      HeatMap kernel) {
    private static final int DECIMALS = 2;

    static Filtered of(PhotoKernel kernel, Photo photo, BufferedImage image) {
      Matrix matrix = kernel.matrix();
      return new Filtered(
          kernel.title(),
          kernel.contrast() == 1
              ? kernel.text()
              : kernel.text() + " Shown at " + kernel.contrast() + " times its contrast.",
          photo.name() + " under the kernel: " + kernel.title(),
          kernel.contrast(),
          Photo.dataUri(image),
          image.getWidth(),
          image.getHeight(),
          HeatMap.of(matrix, "kernel", DECIMALS, HeatMap.largest(List.of(matrix))));
    }
  }

  /** The classes of the colours from the most negative value to the most positive. */
  static List<String> legendClasses() {
    List<String> classes = new ArrayList<>();
    for (int step = -Palette.STEPS; step <= Palette.STEPS; step++) {
      classes.add(Palette.cssClass(step, Palette.STEPS));
    }
    return classes;
  }
}
