package dev.corral.examples.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A part of those results that need nothing from outside the picture.
 *
 * @param top its first row, counted among them
 * @param left its first column
 * @param height rows
 * @param width columns
 */
record Crop(int top, int left, int height, int width) {
  /** So many values tell hundreds of weights apart, and a step takes milliseconds. */
  private static final int VALUES = 1 << 16;

  private static final int EDGE = 32;

  /** All of a small picture, or parts all over a larger one, from top to bottom. */
  static List<Crop> choose(int height, int width, int colours, long seed) {
    if ((long) height * width * colours <= VALUES) {
      return List.of(new Crop(0, 0, height, width));
    }
    int rows = Math.min(EDGE, height);
    int columns = Math.min(EDGE, width);
    int count = VALUES / (rows * columns * colours);
    Random random = new Random(seed);
    List<Crop> crops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int top = random.nextInt(height - rows + 1);
      int left = random.nextInt(width - columns + 1);
      crops.add(new Crop(top, left, rows, columns));
    }
    crops.sort(Comparator.comparingInt(Crop::top));
    return crops;
  }
}
