package dev.corral.layer;

import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * Gradient descent: each step takes learning rate · gradient from each parameter. Stochastic when
 * the gradients are those of a random batch; Robbins, Monro, <em>A Stochastic Approximation
 * Method</em>, 1951.
 *
 * @param learningRate finite, 0 or more
 */
public record Sgd(float learningRate) {
  /** Checks the learning rate. */
  public Sgd {
    if (!(learningRate >= 0) || Float.isInfinite(learningRate)) {
      throw new ShapeException(
          "the learning rate " + learningRate, "a finite number of 0 or more", "Try 0.01");
    }
  }

  /**
   * Takes one step: all parameters change, or none if an error is thrown. The old values close.
   *
   * @param parameters the parameters to change, each once
   * @param gradients the gradient of the loss by each, in the same order
   * @throws ShapeException if the gradients do not match the parameters in number or shape
   * @throws dev.corral.tensor.ClosedException if a gradient or parameter has closed
   */
  public void step(Collection<Parameter> parameters, List<Tensor> gradients) {
    List<Parameter> cells = List.copyOf(parameters);
    check(cells, gradients);
    Parameter.setAll(
        cells,
        ops -> {
          List<Tensor> next = new ArrayList<>();
          for (int i = 0; i < cells.size(); i++) {
            Tensor change = ops.mul(gradients.get(i), learningRate);
            next.add(ops.sub(cells.get(i).value(), change));
          }
          return next;
        });
  }

  private static void check(List<Parameter> parameters, List<Tensor> gradients) {
    if (parameters.size() != gradients.size()
        || new HashSet<>(parameters).size() != parameters.size()) {
      throw new ShapeException(
          gradients.size() + " gradients for the parameters " + names(parameters),
          "one gradient for each parameter, each parameter once",
          "Pass the gradients by the parameters' values, in their order");
    }
    for (int i = 0; i < gradients.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (!gradients.get(i).shape().equals(parameter.shape())) {
        throw new ShapeException(
            "a gradient of shape " + gradients.get(i).shape() + " for " + parameter.name(),
            "the parameter's shape " + parameter.shape(),
            "Pass the gradients in the parameters' order");
      }
    }
  }

  private static List<String> names(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).toList();
  }
}
