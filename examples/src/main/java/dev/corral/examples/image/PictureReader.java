package dev.corral.examples.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture file, upright, of which only a window of rows is in memory at a time. Formats are read
 * from the beginning for each window, so windows are as large as memory allows, and rows are best
 * asked for in their order.
 */
final class PictureReader implements AutoCloseable {
  private final Path file;
  private final ImageInputStream stream;
  private final ImageReader reader;
  private final ImageTypeSpecifier type;
  private final PixelFormat format;
  private final Orientation orientation;
  private final int fileWidth;
  private final int fileHeight;
  private final long memory;
  private final Set<String> warnings = new LinkedHashSet<>();
  private Span rows = new Span(0, 0);
  private @Nullable BufferedImage buffer;
  private @Nullable BufferedImage window;

  private PictureReader(
      Path file, ImageInputStream stream, ImageReader reader, Orientation orientation, long memory)
      throws IOException {
    this.file = file;
    this.stream = stream;
    this.reader = reader;
    this.orientation = orientation;
    this.memory = memory;
    reader.setInput(stream);
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    this.fileWidth = reader.getWidth(0);
    this.fileHeight = reader.getHeight(0);
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw new IOException("its colours are of a kind that Java does not know");
    }
    this.type = types.next();
    this.format = PixelFormat.of(type);
  }

  /**
   * Reads what comes before the pixels.
   *
   * @param memory how many bytes of pixels to hold at a time
   */
  static PictureReader open(Path file, long memory) {
    @Nullable ImageInputStream stream = null;
    @Nullable ImageReader reader = null;
    try {
      stream = new FileImageInputStream(file.toFile());
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw notAPicture(file);
      }
      reader = readers.next();
      return new PictureReader(file, stream, reader, Orientation.of(file), memory);
    } catch (IOException | RuntimeException failure) {
      release(stream, reader);
      throw unreadable(file, failure);
    }
  }

  private static PictureException notAPicture(Path file) {
    return new PictureException(
        file + " is not a picture that Java knows",
        "one of " + String.join(", ", PictureFiles.suffixes()),
        "Convert it first",
        null);
  }

  private static PictureException unreadable(Path file, Exception failure) {
    if (failure instanceof PictureException told) {
      return told;
    }
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError full) {
        throw full;
      }
    }
    if (!Files.exists(file)) {
      return new PictureException(
          "there is no file " + file, "a picture", "Check its name and folder", failure);
    }
    return new PictureException(
        file + " cannot be read: " + Causes.innermost(failure),
        "a whole picture that may be read",
        "See whether other programs open it",
        failure);
  }

  int width() {
    return orientation.turned() ? fileHeight : fileWidth;
  }

  int height() {
    return orientation.turned() ? fileWidth : fileHeight;
  }

  PixelFormat format() {
    return format;
  }

  /** What was odd about the file so far, in the format's own words. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The samples of a part of the picture, [height, width, samples]. */
  int[] read(Box part) {
    try {
      return upright(part, load(part));
    } catch (IOException | RuntimeException failure) {
      throw unreadable(file, failure);
    }
  }

  private int[] upright(Box part, BufferedImage image) {
    Box inWindow = new Box(part.rows().minus(rows.from()), part.columns());
    Rectangle stored =
        orientation.turned()
            ? orientation.stored(inWindow, rows.size(), fileHeight)
            : orientation.stored(inWindow, fileWidth, rows.size());
    int[] samples = format.read(image, stored);
    if (orientation.equals(Orientation.UPRIGHT)) {
      return samples;
    }
    int[] turned = new int[samples.length];
    Orientation.Steps steps = orientation.steps(stored);
    int size = format.samples();
    int next = 0;
    for (int row = 0; row < part.rows().size(); row++) {
      int from = steps.first() + row * steps.down();
      for (int column = 0; column < part.columns().size(); column++) {
        System.arraycopy(samples, (from + column * steps.right()) * size, turned, next, size);
        next += size;
      }
    }
    return turned;
  }

  /** The window, moved if it does not show some rows. */
  private BufferedImage load(Box part) throws IOException {
    @Nullable BufferedImage loaded = window;
    if (loaded != null && rows.contains(part.rows())) {
      return loaded;
    }
    long fit = memory / ((long) width() * format.storedBytes());
    int least = Math.max(part.rows().size(), rows.size());
    int size = (int) Math.min(height(), Math.max(least, fit));
    int from = Math.min(part.rows().from(), height() - size);
    rows = new Span(from, from + size);
    Rectangle stored =
        orientation.stored(new Box(rows, new Span(0, width())), fileWidth, fileHeight);
    ImageReadParam request = reader.getDefaultReadParam();
    request.setDestination(buffer(stored));
    request.setSourceRegion(stored);
    // Let go of the converted one before the next is made.
    window = null;
    loaded = format.prepare(reader.read(0, request));
    window = loaded;
    return loaded;
  }

  /** The same for each window: a reader still holds the last one when it makes another. */
  private BufferedImage buffer(Rectangle size) {
    @Nullable BufferedImage last = buffer;
    if (last != null && last.getWidth() == size.width && last.getHeight() == size.height) {
      return last;
    }
    buffer = null;
    BufferedImage made = type.createBufferedImage(size.width, size.height);
    buffer = made;
    return made;
  }

  @Override
  public void close() {
    release(stream, reader);
  }

  private static void release(@Nullable ImageInputStream stream, @Nullable ImageReader reader) {
    if (reader != null) {
      reader.dispose();
    }
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException ignored) {
        // It was only read, and everything was.
      }
    }
  }
}
