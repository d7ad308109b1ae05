package dev.corral.examples.image;

import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture that exists only where somebody looks: made band by band, of which the last is kept. A
 * writer that goes from top to bottom makes each band once.
 */
final class BandedImage implements RenderedImage {
  /** Makes the rows of a band, [height, width, samples]. */
  interface Maker {
    byte[] make(Span rows);
  }

  private final int width;
  private final int height;
  private final int bandHeight;
  private final SampleModel samples;
  private final ColorModel colours;
  private final Maker maker;
  private @Nullable Raster band;

  BandedImage(int width, int height, int bandHeight, int colours, boolean alpha, Maker maker) {
    this.width = width;
    this.height = height;
    this.bandHeight = Math.min(bandHeight, height);
    int count = alpha ? colours + 1 : colours;
    this.samples =
        new PixelInterleavedSampleModel(
            DataBuffer.TYPE_BYTE,
            width,
            this.bandHeight,
            count,
            width * count,
            IntStream.range(0, count).toArray());
    this.colours =
        new ComponentColorModel(
            ColorSpace.getInstance(colours == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            /* isAlphaPremultiplied= */ false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    this.maker = maker;
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    int top = tileY * bandHeight;
    @Nullable Raster last = band;
    if (last != null && last.getMinY() == top) {
      return last;
    }
    // Let go before the next is made: there is room for one.
    band = null;
    byte[] pixels = maker.make(new Span(top, Math.min(height, top + bandHeight)));
    SampleModel model =
        samples.createCompatibleSampleModel(width, Math.min(bandHeight, height - top));
    Raster made =
        Raster.createRaster(model, new DataBufferByte(pixels, pixels.length), new Point(0, top));
    band = made;
    return made;
  }

  @Override
  public Raster getData(Rectangle part) {
    int first = part.y / bandHeight;
    int last = (part.y + part.height - 1) / bandHeight;
    if (first == last) {
      return getTile(0, first)
          .createChild(part.x, part.y, part.width, part.height, part.x, part.y, null);
    }
    WritableRaster copy =
        Raster.createWritableRaster(
            samples.createCompatibleSampleModel(part.width, part.height),
            new Point(part.x, part.y));
    return copyData(copy);
  }

  @Override
  public WritableRaster copyData(@Nullable WritableRaster given) {
    WritableRaster target =
        given == null
            ? Raster.createWritableRaster(
                samples.createCompatibleSampleModel(width, height), new Point(0, 0))
            : given;
    Rectangle wanted = target.getBounds();
    for (int i = wanted.y / bandHeight; i * bandHeight < wanted.y + wanted.height; i++) {
      Raster tile = getTile(0, i);
      Rectangle common = wanted.intersection(tile.getBounds());
      target.setRect(
          tile.createChild(
              common.x, common.y, common.width, common.height, common.x, common.y, null));
    }
    return target;
  }

  @Override
  public Raster getData() {
    return copyData(null);
  }

  @Override
  public ColorModel getColorModel() {
    return colours;
  }

  @Override
  public SampleModel getSampleModel() {
    return samples;
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return height;
  }

  @Override
  public int getNumXTiles() {
    return 1;
  }

  @Override
  public int getNumYTiles() {
    return (height + bandHeight - 1) / bandHeight;
  }

  @Override
  public int getTileWidth() {
    return width;
  }

  @Override
  public int getTileHeight() {
    return bandHeight;
  }

  @Override
  public int getMinX() {
    return 0;
  }

  @Override
  public int getMinY() {
    return 0;
  }

  @Override
  public int getMinTileX() {
    return 0;
  }

  @Override
  public int getMinTileY() {
    return 0;
  }

  @Override
  public int getTileGridXOffset() {
    return 0;
  }

  @Override
  public int getTileGridYOffset() {
    return 0;
  }

  @Override
  public @Nullable Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return Image.UndefinedProperty;
  }

  @Override
  public String @Nullable [] getPropertyNames() {
    return null;
  }
}
