package dev.corral.examples.image;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.SampleModel;
import java.util.stream.IntStream;
import javax.imageio.ImageTypeSpecifier;

/**
 * What the pixels of a picture hold, and how to get at it: as it is stored where that is grey or
 * sRGB, or else converted to sRGB. A stored grey level is never converted, since Java would take it
 * for linear light.
 *
 * @param colours 1 for grey, 3 for red, green and blue
 * @param alpha whether opacity follows them
 * @param largest the value of white and of opaque: 255 or 65535
 * @param access how the samples are got
 * @param storedBytes of a pixel in memory
 */
record PixelFormat(int colours, boolean alpha, int largest, Access access, int storedBytes) {
  private enum Access {
    SAMPLES,
    CONVERTED,
    ARGB
  }

  private static final int BYTE = 255;
  private static final int SHORT = 65535;

  static PixelFormat of(ImageTypeSpecifier type) {
    ColorModel model = type.getColorModel();
    SampleModel samples = type.getSampleModel();
    int bytes =
        samples.getNumBands() * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
    boolean alpha = model.hasAlpha();
    if (model instanceof ComponentColorModel && !model.isAlphaPremultiplied()) {
      int largest = largest(model, samples.getDataType());
      ColorSpace space = model.getColorSpace();
      if (largest > 0 && space.getType() == ColorSpace.TYPE_GRAY) {
        return new PixelFormat(1, alpha, largest, Access.SAMPLES, bytes);
      }
      if (largest > 0 && space.isCS_sRGB()) {
        return new PixelFormat(3, alpha, largest, Access.SAMPLES, bytes);
      }
      // Both the stored pixels and the converted ones are there for a moment.
      return new PixelFormat(3, alpha, BYTE, Access.CONVERTED, bytes + 4);
    }
    int colours = model instanceof IndexColorModel palette && isGrey(palette) ? 1 : 3;
    return new PixelFormat(colours, alpha, BYTE, Access.ARGB, bytes);
  }

  /** What white is in samples that fill their bytes; 0 for others. */
  private static int largest(ColorModel model, int dataType) {
    int bits = DataBuffer.getDataTypeSize(dataType);
    boolean unsigned = dataType == DataBuffer.TYPE_BYTE || dataType == DataBuffer.TYPE_USHORT;
    boolean filled = IntStream.of(model.getComponentSize()).allMatch(size -> size == bits);
    return unsigned && filled ? (bits == Byte.SIZE ? BYTE : SHORT) : 0;
  }

  private static boolean isGrey(IndexColorModel palette) {
    return IntStream.range(0, palette.getMapSize())
        .allMatch(
            i ->
                palette.getRed(i) == palette.getGreen(i)
                    && palette.getRed(i) == palette.getBlue(i));
  }

  /** Samples a pixel. */
  int samples() {
    return alpha ? colours + 1 : colours;
  }

  /** The picture in the colours that {@link #read} expects. */
  BufferedImage prepare(BufferedImage image) {
    if (access != Access.CONVERTED) {
      return image;
    }
    int type = alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), type);
    return new ColorConvertOp(null).filter(image, converted);
  }

  /** The samples of a part of a prepared picture, [height, width, samples]. */
  int[] read(BufferedImage image, Rectangle part) {
    if (access == Access.ARGB) {
      return unpack(
          image.getRGB(
              part.x, part.y, part.width, part.height, /* rgbArray= */ null, 0, part.width));
    }
    return image.getRaster().getPixels(part.x, part.y, part.width, part.height, (int[]) null);
  }

  /** From samples side by side to one plane a colour, in grey levels of 8 bits; no opacity. */
  float[] planes(int[] samples) {
    int pixels = samples.length / samples();
    float[] planes = new float[colours * pixels];
    double level = (double) BYTE / largest;
    for (int c = 0; c < colours; c++) {
      int from = c;
      for (int i = 0; i < pixels; i++) {
        planes[c * pixels + i] = (float) (samples[from] * level);
        from += samples();
      }
    }
    return planes;
  }

  private int[] unpack(int[] argb) {
    int[] samples = new int[argb.length * samples()];
    int next = 0;
    for (int pixel : argb) {
      for (int c = 0; c < colours; c++) {
        samples[next++] = pixel >>> (16 - 8 * c) & BYTE;
      }
      if (alpha) {
        samples[next++] = pixel >>> 24;
      }
    }
    return samples;
  }
}
