package dev.corral.examples.image;

import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.io.WholeFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;

/** Filters pictures on one backend. */
public final class PictureFilter {
  /** Rows and columns of a tile. */
  private static final int EDGE = 512;

  /** The shares of the heap for pixels that are read, and for those about to be written. */
  private static final int WINDOW = 4;

  private static final int BAND = 16;

  private final Session session;
  private final FilterOptions options;
  private final int edge;
  private final long heap;

  /**
   * Filters in a session.
   *
   * @param session what computes
   * @param options the kernels, and how to use them
   */
  public PictureFilter(Session session, FilterOptions options) {
    this(session, options, EDGE, Runtime.getRuntime().maxMemory());
  }

  PictureFilter(Session session, FilterOptions options, int edge, long heap) {
    this.session = session;
    this.options = options;
    this.edge = edge;
    this.heap = heap;
  }

  /** Is told how far a filter is. */
  public interface Progress {
    /**
     * Some tiles are done.
     *
     * @param tiles how many
     * @param all how many there are
     */
    void done(int tiles, int all);
  }

  /**
   * What was written.
   *
   * @param width pixels a row
   * @param height rows
   * @param warnings what was odd about the file that was read
   */
  public record Summary(int width, int height, List<String> warnings) {}

  /**
   * Filters a picture.
   *
   * @param picture a file that ImageIO reads
   * @param result the PNG file for the result, of 8 bits a sample, which is replaced if it is
   *     there; it appears complete or not at all
   * @param progress is told after each tile
   * @return what was written
   * @throws PictureException if the one cannot be read, or the other not written
   */
  public Summary filter(Path picture, Path result, Progress progress) {
    try (PictureReader reader = PictureReader.open(picture, heap / WINDOW);
        Scope scope = session.scope()) {
      TileFilter tiles = new TileFilter(reader, options, scope);
      BandedImage image = image(reader, tiles, progress);
      WholeFile.write(result, file -> writePng(image, file));
      return new Summary(reader.width(), reader.height(), reader.warnings());
    } catch (IOException failure) {
      throw new PictureException(
          result + " cannot be written: " + Causes.innermost(failure),
          "a folder with room, in which one may write",
          "Choose another place for it",
          failure);
    } catch (OutOfMemoryError tooLarge) {
      throw new PictureException(
          picture + " does not fit into the Java heap of " + (heap >> 20) + " MiB",
          "room for its widest rows, and for what the kernels reach",
          "Start Java with a larger -Xmx",
          tooLarge);
    }
  }

  private BandedImage image(PictureReader reader, TileFilter tiles, Progress progress) {
    int width = reader.width();
    int height = reader.height();
    long fit = heap / BAND / ((long) width * tiles.samples());
    int bandHeight = (int) Math.max(1, Math.min(edge, fit));
    int across = (width + edge - 1) / edge;
    int all = across * ((height + bandHeight - 1) / bandHeight);
    return new BandedImage(
        width,
        height,
        bandHeight,
        tiles.colours(),
        tiles.alpha(),
        rows -> {
          byte[] band = new byte[Math.multiplyExact(rows.size() * tiles.samples(), width)];
          int done = rows.from() / bandHeight * across;
          for (int left = 0; left < width; left += edge) {
            Span columns = new Span(left, Math.min(width, left + edge));
            tiles.filter(new Box(rows, columns), band, rows.from());
            progress.done(++done, all);
          }
          return band;
        });
  }

  private static void writePng(BandedImage image, File file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream stream = new FileImageOutputStream(file)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(image, null, null));
    } finally {
      writer.dispose();
    }
  }
}
