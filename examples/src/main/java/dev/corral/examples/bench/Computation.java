package dev.corral.examples.bench;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.tensor.Tensor;
import java.util.List;

/** A task in the words of the framework. */
interface Computation {
  /**
   * Computes once.
   *
   * @param scope owns the results
   * @param a the image or left factor
   * @param b the kernel or right factor
   * @return the result, or the gradients by a and b
   */
  List<Tensor> compute(Scope scope, Tensor a, Tensor b);

  static Computation of(Task task) {
    Product product = product(task.workload());
    return switch (task.pass()) {
      case FORWARD -> (scope, a, b) -> List.of(product.of(scope.ops(), a, b));
      case STEP -> (scope, a, b) -> step(scope, product, a, b);
    };
  }

  private static Product product(Workload workload) {
    if (workload instanceof Conv2dWorkload conv2d) {
      return (ops, x, kernel) -> ops.conv2d(x, kernel, conv2d.options());
    }
    return Ops::matmul;
  }

  /**
   * The kernel is a new tensor each time, as it is after an update: what a backend has prepared of
   * one does not serve the next step.
   */
  private static List<Tensor> step(Scope scope, Product product, Tensor a, Tensor b) {
    Tensor updated = scope.ops().add(b, 0f);
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    return recording.gradients(ops.sum(product.of(ops, a, updated)), a, updated);
  }

  /** A convolution or a matrix product. */
  interface Product {
    Tensor of(Ops ops, Tensor a, Tensor b);
  }
}
