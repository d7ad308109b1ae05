package dev.corral.tensor;

import java.lang.reflect.Array;

/**
 * An immutable, dense array of float32 values in row-major order, rank 0 to 6. Images are NCHW.
 *
 * <p>A tensor is made by an operation and belongs to the scope whose operations made it; it closes
 * with that scope, or earlier by {@link #close}. Values stay on the backend's device until one of
 * the reading methods here copies them to the host; each of those throws {@link ClosedException}
 * when the tensor has been closed.
 */
public final class Tensor implements AutoCloseable {
  /**
   * The framework's side of a tensor: who owns it, and where its elements are. Written once, in
   * {@code dev.corral.backend}; applications and backends have no use for it.
   */
  public interface Lease {
    /**
     * The backend's storage.
     *
     * @param shape the shape of the tensor that asks, to name it in the error
     * @return the storage
     * @throws ClosedException if the lease has ended
     */
    Storage storage(Shape shape);

    /** Ends the lease; idempotent. */
    void end();

    /**
     * Whether the lease has ended.
     *
     * @return true once the tensor is closed
     */
    boolean ended();
  }

  private final Shape shape;
  private final Lease lease;

  /**
   * A tensor over leased storage; only the framework calls this.
   *
   * @param shape its shape
   * @param lease its owner and storage
   */
  public Tensor(Shape shape, Lease lease) {
    this.shape = shape;
    this.lease = lease;
  }

  /**
   * The sizes of its axes; known even after close.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * What the backend that made the tensor keeps its elements in; backends call this.
   *
   * @return the storage
   * @throws ClosedException if the tensor has been closed
   */
  public Storage storage() {
    return lease.storage(shape);
  }

  /**
   * The framework's side of this tensor.
   *
   * @return the lease
   */
  public Lease lease() {
    return lease;
  }

  /**
   * Copies the values to the host.
   *
   * @return the values in row-major order
   */
  public float[] toArray() {
    float[] values = new float[shape.size()];
    storage().read(values);
    return values;
  }

  /**
   * Copies a single value to the host.
   *
   * @return the only value
   * @throws ShapeException if there is not exactly one
   */
  public float item() {
    if (shape.size() != 1) {
      throw new ShapeException(
          "item() of a tensor of shape " + shape + ", with " + shape.size() + " elements",
          "exactly one element",
          "Read all with toArray(), or reduce or slice first");
    }
    return toArray()[0];
  }

  /**
   * Copies a vector to the host.
   *
   * @return the values
   * @throws ShapeException if the rank is not 1
   */
  public float[] toArray1d() {
    return (float[]) nested(1);
  }

  /**
   * Copies a matrix to the host.
   *
   * @return the values, by row
   * @throws ShapeException if the rank is not 2
   */
  public float[][] toArray2d() {
    return (float[][]) nested(2);
  }

  /**
   * Copies a tensor of rank 3 to the host.
   *
   * @return the values, nested by axis
   * @throws ShapeException if the rank is not 3
   */
  public float[][][] toArray3d() {
    return (float[][][]) nested(3);
  }

  /**
   * Copies a tensor of rank 4 (a batch of images, NCHW) to the host.
   *
   * @return the values, nested by axis
   * @throws ShapeException if the rank is not 4
   */
  public float[][][][] toArray4d() {
    return (float[][][][]) nested(4);
  }

  private Object nested(int rank) {
    if (shape.rank() != rank) {
      throw new ShapeException(
          "toArray" + rank + "d() of a tensor of shape " + shape,
          "rank " + rank + ", not " + shape.rank(),
          "Call the method of its rank, or toArray() for the flat values");
    }
    Object array = Array.newInstance(float.class, shape.dims());
    fill(array, toArray(), 0);
    return array;
  }

  private static int fill(Object array, float[] values, int from) {
    int length = Array.getLength(array);
    if (array instanceof float[] row) {
      System.arraycopy(values, from, row, 0, length);
      return from + length;
    }
    int next = from;
    for (int i = 0; i < length; i++) {
      next = fill(Array.get(array, i), values, next);
    }
    return next;
  }

  /** Gives the tensor up before its scope closes; idempotent. */
  @Override
  public void close() {
    lease.end();
  }

  /**
   * Whether the tensor can no longer be used.
   *
   * @return true after its close or its scope's
   */
  public boolean isClosed() {
    return lease.ended();
  }

  /**
   * The values in the layout of <em>Dive into Deep Learning</em>, read from the device: nested
   * brackets, whole numbers as {@code 19.}, others with four decimals, long axes abbreviated. A
   * closed tensor prints its shape only.
   */
  @Override
  public String toString() {
    return isClosed() ? "Tensor" + shape + " (closed)" : TensorFormat.format(shape, toArray());
  }
}
