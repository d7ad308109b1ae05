package dev.corral.backend.cpu.naive;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * A matrix inside a tensor: its last two axes, at one index of the axes before them. A channel of
 * an image is one; so is the part of a kernel that slides over that channel.
 */
final class Matrix {
  final int rows;
  final int columns;
  private final float[] values;
  private final int start;

  private Matrix(Tensor tensor, int index) {
    this.rows = tensor.shape().dim(-2);
    this.columns = tensor.shape().dim(-1);
    this.values = HeapStorage.values(tensor);
    this.start = index * rows * columns;
  }

  /**
   * One of the matrices that a tensor holds, in row-major order of the axes before the last two.
   */
  static Matrix of(Tensor tensor, int index) {
    return new Matrix(tensor, index);
  }

  /** Channel c of image n of a tensor [n, c, rows, columns]. */
  static Matrix of(Tensor images, int n, int c) {
    return new Matrix(images, n * images.shape().dim(1) + c);
  }

  /** How many matrices a tensor of images [n, c, rows, columns] holds. */
  static int count(Shape images) {
    return images.dim(0) * images.dim(1);
  }

  float get(int i, int j) {
    return values[start + i * columns + j];
  }

  void set(int i, int j, float value) {
    values[start + i * columns + j] = value;
  }

  void add(int i, int j, float value) {
    values[start + i * columns + j] += value;
  }

  boolean contains(int i, int j) {
    return 0 <= i && i < rows && 0 <= j && j < columns;
  }

  /** The element, or the zero of the padding around the matrix. */
  float getPadded(int i, int j) {
    return contains(i, j) ? get(i, j) : 0;
  }

  /** Adds to the element; what falls on the padding is dropped. */
  void addPadded(int i, int j, float value) {
    if (contains(i, j)) {
      add(i, j, value);
    }
  }
}
