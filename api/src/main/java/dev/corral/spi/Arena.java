package dev.corral.spi;

import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;

/**
 * Where a backend's operations get their results from. The framework implements it: it keeps what
 * an operation returns and frees everything else that was made on the way.
 */
public interface Arena {
  /**
   * A new tensor for a result.
   *
   * @param shape its shape
   * @return a tensor over the backend's own storage, of undefined content: write every element
   * @throws dev.corral.tensor.DeviceException if there is no room
   */
  Tensor allocate(Shape shape);

  /**
   * The same elements under another shape. Nothing is copied; the storage is shared.
   *
   * @param tensor what to look at
   * @param shape as many elements
   * @return a new tensor over the same storage
   */
  Tensor view(Tensor tensor, Shape shape);
}
