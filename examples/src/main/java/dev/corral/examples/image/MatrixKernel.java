package dev.corral.examples.image;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A kernel that is written down, as {@code [[1,-1]]}. */
final class MatrixKernel {
  private MatrixKernel() {}

  static Kernel parse(String text) {
    double @Nullable [][] matrix = null;
    try {
      matrix = new Gson().fromJson(text, double[][].class);
    } catch (JsonParseException | IllegalArgumentException notNumbers) {
      // Said below, in the same words as of a ragged matrix.
    }
    if (matrix == null || !isMatrix(matrix)) {
      throw new KernelException(
          "\"" + text + "\" is not a matrix",
          "rows of as many numbers each, as [[1,-1]] or [[0,1,0],[1,-4,1],[0,1,0]]",
          "Check brackets and commas, and quote it for the shell");
    }
    return new Kernel(text, new Pass(matrix));
  }

  private static boolean isMatrix(double[][] rows) {
    return rows.length > 0
        && rows[0] != null
        && rows[0].length > 0
        && Arrays.stream(rows).allMatch(row -> row != null && row.length == rows[0].length)
        && Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
