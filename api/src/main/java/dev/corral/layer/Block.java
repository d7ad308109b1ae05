package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A part of a network: a function of one tensor, with parameters that can be learned.
 *
 * <p>A block of your own is a class that implements {@link #forward} and, if it has parameters,
 * {@link #parameters}. Without parameters a function is enough, as {@code (ops, x) -> ops.mul(x,
 * 2)} or {@code Ops::relu}.
 *
 * <p>The parameters belong to the scope that the block was built in and close with it, or earlier
 * with the block.
 */
@FunctionalInterface
public interface Block extends AutoCloseable {
  /**
   * Computes the output.
   *
   * @param ops the operations to compute it with: a scope's, or a recording's in training; the
   *     output belongs to their scope
   * @param x the input
   * @return the output
   * @throws dev.corral.tensor.ShapeException if the block cannot take such an input
   * @throws dev.corral.tensor.ClosedException if the input, a parameter or the scope has closed
   */
  Tensor forward(Ops ops, Tensor x);

  /**
   * The parameters by name, in a fixed order, each once.
   *
   * @return an unmodifiable map; empty by default
   */
  default Map<String, Parameter> parameters() {
    return Map.of();
  }

  /**
   * The present values of the parameters, by which a loss is differentiated.
   *
   * @return one tensor a parameter, in their order
   */
  default List<Tensor> values() {
    return parameters().values().stream().map(Parameter::value).toList();
  }

  /** Closes the parameters; idempotent. */
  @Override
  default void close() {
    parameters().values().forEach(Parameter::close);
  }
}
