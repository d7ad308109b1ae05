package dev.corral.examples.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the pixels of a file lie in the picture that a person saw; the tag Orientation of EXIF (CIPA
 * DC-008, 4.6.5.1.6).
 *
 * @param exif the tag's value
 * @param turned whether the file's rows are the picture's columns
 * @param fromRight whether the file's columns count from the end
 * @param fromBottom whether the file's rows count from the end
 */
record Orientation(int exif, boolean turned, boolean fromRight, boolean fromBottom) {
  static final Orientation UPRIGHT = new Orientation(1, false, false, false);

  private static final List<Orientation> ALL =
      List.of(
          UPRIGHT,
          new Orientation(2, false, true, false),
          new Orientation(3, false, true, true),
          new Orientation(4, false, false, true),
          new Orientation(5, true, false, false),
          new Orientation(6, true, false, true),
          new Orientation(7, true, true, true),
          new Orientation(8, true, true, false));

  /** What a file says; upright if nothing that can be understood. */
  static Orientation of(Path file) throws IOException {
    try {
      Metadata metadata = ImageMetadataReader.readMetadata(file.toFile());
      @Nullable ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
      @Nullable Integer tag =
          exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return tag == null || tag < 1 || tag > ALL.size() ? UPRIGHT : ALL.get(tag - 1);
    } catch (ImageProcessingException unknownFormat) {
      return UPRIGHT;
    }
  }

  /** Where a part of the upright picture lies in a file of this size. */
  Rectangle stored(Box upright, int fileWidth, int fileHeight) {
    Span across = turned ? upright.rows() : upright.columns();
    Span down = turned ? upright.columns() : upright.rows();
    Span x = fromRight ? across.reversed(fileWidth) : across;
    Span y = fromBottom ? down.reversed(fileHeight) : down;
    return new Rectangle(x.from(), y.from(), x.size(), y.size());
  }

  /**
   * The order in which the upright part takes the pixels of a stored one, row-major: from one to
   * the next along a row, from one row to the next, and the first.
   */
  Steps steps(Rectangle stored) {
    int x = fromRight ? -1 : 1;
    int y = fromBottom ? -stored.width : stored.width;
    int first =
        (fromRight ? stored.width - 1 : 0) + (fromBottom ? (stored.height - 1) * stored.width : 0);
    return turned ? new Steps(first, y, x) : new Steps(first, x, y);
  }

  record Steps(int first, int right, int down) {}
}
