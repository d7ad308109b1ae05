package dev.corral.examples.report;

import dev.corral.examples.chapter.Item.FieldGrowth;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Receptive fields drawn over a photo, one in the other.
 *
 * @param name the stack of layers
 * @param uri the photo
 * @param width of the photo
 * @param height of the photo
 * @param label what is to be seen
 * @param fields from the smallest to the largest
 */
record FieldsOnPhoto(
    String name, String uri, int width, int height, String label, List<Field> fields) {
  /** Layers from one field that is drawn to the next: more would not be told apart. */
  private static final int EVERY = 2;

  /**
   * A square in the photo's middle.
   *
   * @param x its left edge
   * @param y its upper edge
   * @param size of each side
   * @param text its depth and size
   */
  record Field(int x, int y, int size, String text) {}

  static FieldsOnPhoto of(FieldGrowth growth, Photo photo) {
    BufferedImage image = photo.image();
    List<Field> fields = new ArrayList<>();
    StringBuilder told = new StringBuilder();
    for (int layers = EVERY; layers <= growth.sizes().size(); layers += EVERY) {
      int size = growth.sizes().get(layers - 1);
      if (size > Math.min(image.getWidth(), image.getHeight())) {
        break;
      }
      int x = (image.getWidth() - size) / 2;
      int y = (image.getHeight() - size) / 2;
      String text = layers + " layers: " + size + " × " + size;
      fields.add(new Field(x, y, size, text));
      told.append(told.isEmpty() ? "" : ", ").append(text);
    }
    return new FieldsOnPhoto(
        growth.name(),
        Photo.dataUri(image),
        image.getWidth(),
        image.getHeight(),
        "Squares in the middle of " + photo.name() + ", one in the other: " + told,
        fields);
  }
}
