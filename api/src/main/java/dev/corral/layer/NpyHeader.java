package dev.corral.layer;

import dev.corral.tensor.ParameterFileException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The beginning of a NumPy .npy file: what the elements are and how they lie. The format is NEP 1,
 * <em>A Simple File Format for NumPy Arrays</em>, with the versions of numpy.lib.format.
 *
 * @param shape the array's shape
 * @param order the byte order of its float32 elements
 * @param columnMajor whether the first index runs fastest
 */
record NpyHeader(Shape shape, ByteOrder order, boolean columnMajor) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  /** NumPy leaves room for the first size to grow to this many digits in place. */
  private static final int GROWTH_DIGITS = 21;

  /** NumPy itself refuses longer ones by default. */
  private static final int LONGEST = 10_000;

  private static final Pattern TEXT = Pattern.compile("\\{.*}\\s*", Pattern.DOTALL);
  private static final Pattern SHAPE = key("\\(([0-9, ]*)\\)");
  private static final Pattern TYPE = key("'([^']*)'|(\\[.*])");
  private static final Pattern COLUMN_MAJOR = key("(True|False)");
  private static final String AGAIN = "Save it again with numpy.savez or ParameterFile.save";

  private static Pattern key(String value) {
    return Pattern.compile("\\s*:\\s*(?:" + value + ")\\s*[,}]", Pattern.DOTALL);
  }

  /** Reads a header of any version, up to where the elements begin. */
  static NpyHeader read(InputStream in, String place) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    int version = start.length == MAGIC.length + 2 ? start[MAGIC.length] : 0;
    if (!Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC) || version < 1 || version > 3) {
      throw malformed(place, "does not begin as a NumPy array of format 1, 2 or 3");
    }
    byte[] size = in.readNBytes(version == 1 ? 2 : 4);
    ByteBuffer little = ByteBuffer.wrap(Arrays.copyOf(size, 4)).order(ByteOrder.LITTLE_ENDIAN);
    long length = Integer.toUnsignedLong(little.getInt());
    byte[] text = in.readNBytes((int) Math.min(length, LONGEST));
    if (text.length != length) {
      throw malformed(place, "has a header of " + length + " bytes, which is too long or cut off");
    }
    return parse(
        new String(text, version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8),
        place);
  }

  private static NpyHeader parse(String text, String place) {
    if (!TEXT.matcher(text).matches()) {
      throw malformed(place, "has the header " + text.strip());
    }
    String type = value("descr", TYPE, text, place);
    if (!type.equals("<f4") && !type.equals(">f4")) {
      throw new ParameterFileException(
          place + " holds elements of the type " + type,
          "float32, '<f4' or '>f4'",
          "Convert it with array.astype(numpy.float32) before saving",
          null);
    }
    return new NpyHeader(
        shape(value("shape", SHAPE, text, place), place),
        type.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
        value("fortran_order", COLUMN_MAJOR, text, place).equals("True"));
  }

  private static String value(String key, Pattern pattern, String text, String place) {
    int at = text.indexOf("'" + key + "'");
    Matcher matcher = pattern.matcher(text);
    int from = at + key.length() + 2;
    if (at < 0 || !matcher.region(from, text.length()).lookingAt()) {
      throw malformed(place, "has no valid " + key + " in its header " + text.strip());
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }

  private static Shape shape(String tuple, String place) {
    try {
      return Shape.of(
          Stream.of(tuple.split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray());
    } catch (NumberFormatException | ShapeException notAShape) {
      throw malformed(place, "has the shape (" + tuple + ")");
    }
  }

  static ParameterFileException malformed(String place, String what) {
    return new ParameterFileException(
        place + " " + what, "a NumPy array of float32 numbers, rank 0 to 6", AGAIN, null);
  }

  /** The bytes that NumPy writes before a dense array of little-endian float32 elements. */
  static byte[] encode(Shape shape) {
    String sizes =
        Arrays.stream(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String tuple = "(" + sizes + (shape.rank() == 1 ? ",)" : ")");
    StringBuilder text =
        new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': " + tuple + ", }");
    if (shape.rank() > 0) {
      text.append(" ".repeat(GROWTH_DIGITS - Integer.toString(shape.dim(0)).length()));
    }
    int before = MAGIC.length + 4;
    while ((before + text.length() + 1) % ALIGNMENT != 0) {
      text.append(' ');
    }
    text.append('\n');
    return ByteBuffer.allocate(before + text.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length())
        .put(text.toString().getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }
}
