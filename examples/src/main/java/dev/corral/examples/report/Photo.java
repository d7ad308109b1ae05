package dev.corral.examples.report;

import dev.corral.examples.image.Miniature;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A picture to try kernels on.
 *
 * @param name what it is
 * @param image the picture, at most {@link #LONGEST} pixels wide and high
 */
public record Photo(String name, BufferedImage image) {
  /** Pixels of the longer side, which a column of a page shows about one to one. */
  static final int LONGEST = 480;

  private static final float QUALITY = 0.85f;

  /**
   * Reads a picture and makes it small.
   *
   * @param file a picture that ImageIO reads
   * @return the photo, named as the file is
   * @throws dev.corral.examples.image.PictureException if it cannot be read
   */
  public static Photo read(Path file) {
    return new Photo(file.getFileName().toString(), Miniature.of(file, LONGEST));
  }

  /**
   * A picture for who has none at hand: hills under a sky, with edges in all directions.
   *
   * @return the drawing
   */
  public static Photo drawn() {
    BufferedImage image = new BufferedImage(LONGEST, LONGEST * 2 / 3, BufferedImage.TYPE_INT_RGB);
    Graphics2D drawing = image.createGraphics();
    drawing.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawing.setPaint(new GradientPaint(0, 0, new Color(0x3d6fa8), 0, 200, new Color(0xf6dcae)));
    drawing.fillRect(0, 0, image.getWidth(), image.getHeight());
    drawing.setColor(new Color(0xfff3cf));
    drawing.fill(new Ellipse2D.Double(340, 50, 70, 70));
    hill(drawing, new Color(0x7d8fa9), 0, 190, 120, 100, 260, 190, 480, 130, 480, 320, 0, 320);
    hill(drawing, new Color(0x4c6b52), 0, 230, 160, 190, 330, 250, 480, 210, 480, 320, 0, 320);
    house(drawing);
    furrows(drawing);
    drawing.dispose();
    return new Photo("a drawing", image);
  }

  private static void hill(Graphics2D drawing, Color colour, int... corners) {
    Polygon polygon = new Polygon();
    for (int i = 0; i < corners.length; i += 2) {
      polygon.addPoint(corners[i], corners[i + 1]);
    }
    drawing.setColor(colour);
    drawing.fill(polygon);
  }

  private static void house(Graphics2D drawing) {
    drawing.setColor(new Color(0xe9e2d3));
    drawing.fillRect(110, 170, 90, 70);
    hill(drawing, new Color(0x9c3b2b), 98, 172, 155, 122, 212, 172);
    drawing.setColor(new Color(0x2d2a26));
    drawing.fillRect(145, 200, 22, 40);
    drawing.fillRect(122, 184, 16, 16);
    drawing.fillRect(174, 184, 16, 16);
  }

  private static void furrows(Graphics2D drawing) {
    drawing.setColor(new Color(0x8a6b3c));
    drawing.setStroke(new BasicStroke(4));
    for (int i = -6; i < 20; i++) {
      drawing.drawLine(240 + (i - 7) * 12, 262, 240 + (i - 7) * 44, 320);
    }
  }

  /** A picture as a page can hold it. */
  static String dataUri(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    } finally {
      writer.dispose();
    }
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
