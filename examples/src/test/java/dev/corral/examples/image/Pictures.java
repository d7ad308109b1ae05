package dev.corral.examples.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Makes, saves and loads pictures. */
public final class Pictures {
  private Pictures() {}

  /** Noise over a slope: every value, and edges everywhere. */
  public static BufferedImage noise(int width, int height, int type, long seed) {
    return noise(new BufferedImage(width, height, type), seed);
  }

  public static BufferedImage noise(BufferedImage image, long seed) {
    Random random = new Random(seed);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int b = 0; b < raster.getNumBands(); b++) {
          int largest = (1 << raster.getSampleModel().getSampleSize(b)) - 1;
          int slope = largest * x / image.getWidth();
          raster.setSample(x, y, b, (slope + random.nextInt(largest + 1)) / 2);
        }
      }
    }
    return image;
  }

  public static Path save(BufferedImage image, Path file) {
    try {
      String name = file.toString();
      if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
        throw new IllegalArgumentException("no writer for " + name);
      }
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static BufferedImage load(Path file) {
    try {
      return ImageIO.read(file.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The stored values of one colour. */
  public static double[][] band(BufferedImage image, int band) {
    double[][] values = new double[image.getHeight()][];
    for (int y = 0; y < values.length; y++) {
      values[y] = image.getRaster().getSamples(0, y, image.getWidth(), 1, band, (double[]) null);
    }
    return values;
  }

  /** All stored values. */
  public static int[] samples(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }
}
