package dev.corral.layer;

import dev.corral.tensor.Shape;
import dev.corral.tensor.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of a NumPy .npy file, which follow its {@link NpyHeader}. */
final class NpyArray {
  private static final int CHUNK = 16_384;

  private NpyArray() {}

  /** Writes a whole .npy file. */
  static void write(OutputStream out, Shape shape, float[] values) throws IOException {
    out.write(NpyHeader.encode(shape));
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      bytes.asFloatBuffer().put(values, from, count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }

  /** Reads the elements that a header announces, row-major, and makes sure that nothing follows. */
  static float[] read(InputStream in, NpyHeader header, String place) throws IOException {
    float[] values = new float[header.shape().size()];
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      byte[] bytes = in.readNBytes(count * Float.BYTES);
      if (bytes.length != count * Float.BYTES) {
        throw NpyHeader.malformed(
            place, "ends before the last of its " + values.length + " elements");
      }
      ByteBuffer.wrap(bytes).order(header.order()).asFloatBuffer().get(values, from, count);
    }
    if (in.read() >= 0) {
      throw NpyHeader.malformed(
          place, "goes on after the last of its " + values.length + " elements");
    }
    return header.columnMajor() ? rowMajor(header.shape(), values) : values;
  }

  /** Column-major elements are row-major ones of the transposed array. */
  private static float[] rowMajor(Shape shape, float[] values) {
    int[] reversed = new int[shape.rank()];
    for (int axis = 0; axis < reversed.length; axis++) {
      reversed[axis] = reversed.length - 1 - axis;
    }
    int[] positions = View.permute(shape.permute(reversed), reversed).positions();
    float[] sorted = new float[values.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[positions[i]];
    }
    return sorted;
  }
}
