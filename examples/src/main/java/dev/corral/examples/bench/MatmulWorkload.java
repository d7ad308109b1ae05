package dev.corral.examples.bench;

import dev.corral.tensor.Shape;
import java.util.List;

/**
 * The product of two square matrices.
 *
 * @param size rows and columns
 */
public record MatmulWorkload(int size) implements Workload {
  @Override
  public String id() {
    return "matmul-" + size;
  }

  @Override
  public String title() {
    return size + "×" + size + " · " + size + "×" + size;
  }

  @Override
  public List<Shape> inputs() {
    return List.of(Shape.of(size, size), Shape.of(size, size));
  }

  @Override
  public Shape output() {
    return Shape.of(size, size);
  }

  @Override
  public List<Pass> passes() {
    return List.of(Pass.FORWARD);
  }

  @Override
  public double flops() {
    return 2.0 * size * size * size;
  }
}
