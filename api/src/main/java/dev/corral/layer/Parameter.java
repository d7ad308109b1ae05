package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.ForeignTensorException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A named cell that holds a tensor which learning replaces. The tensor belongs to the cell's scope;
 * its shape never changes.
 */
public final class Parameter implements AutoCloseable {
  private final Scope scope;
  private final String name;
  private Tensor value;

  /**
   * Makes a cell.
   *
   * @param scope what the values belong to from now on
   * @param name the name in the block, as {@code weight}
   * @param value the first value, which moves into the scope
   * @throws ClosedException if the value or the scope has closed
   * @throws ForeignTensorException if the value is of another session
   */
  public Parameter(Scope scope, String name, Tensor value) {
    this.scope = scope;
    this.name = name;
    this.value = scope.adopt(value);
  }

  /**
   * What {@link Block#parameters} returns, from the parameters.
   *
   * @param parameters each with a name of its own
   * @return an unmodifiable map in the same order
   * @throws ShapeException if two have one name
   */
  public static Map<String, Parameter> byName(Parameter... parameters) {
    Map<String, Parameter> map = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (map.put(parameter.name, parameter) != null) {
        throw new ShapeException(
            "two parameters of one block named " + parameter.name,
            "a name of its own for each",
            "Rename one");
      }
    }
    return Collections.unmodifiableMap(map);
  }

  /**
   * The name in the block.
   *
   * @return as {@code weight}
   */
  public String name() {
    return name;
  }

  /**
   * The shape of every value.
   *
   * @return known even after close
   */
  public Shape shape() {
    return value.shape();
  }

  /**
   * The present value.
   *
   * @return a tensor that stays open until the next {@link #set}, or the close of the block or its
   *     scope
   */
  public Tensor value() {
    return value;
  }

  /**
   * Replaces the value: the new one moves into the parameter's scope, the old one closes. Nothing
   * is copied, so a tensor must not be the value of two parameters at once. Setting the present
   * value again changes nothing.
   *
   * @param next the new value
   * @throws ShapeException if its shape is another
   * @throws ClosedException if it, or this parameter, has closed
   * @throws ForeignTensorException if it is of another session
   */
  public void set(Tensor next) {
    checkOpen();
    if (!next.shape().equals(shape())) {
      throw new ShapeException(
          "the parameter " + name + " set to a tensor of shape " + next.shape(),
          "the shape " + shape() + ", which a parameter keeps",
          "Reshape the tensor, or build a block of other sizes");
    }
    Tensor old = value;
    value = scope.adopt(next);
    if (old != next) {
      old.close();
    }
  }

  /**
   * Sets several parameters, all or none: every value is made before the first is set.
   *
   * @param values makes a value of each parameter's shape; what else it makes ends here
   */
  static void setAll(List<Parameter> parameters, Function<Ops, List<Tensor>> values) {
    if (parameters.isEmpty()) {
      return;
    }
    Scope scope = parameters.get(0).scope;
    for (Parameter parameter : parameters) {
      parameter.checkOpen();
      if (parameter.scope.session() != scope.session()) {
        throw new ForeignTensorException(
            "the parameters " + parameters.get(0).name + " and " + parameter.name + " set at once",
            "parameters of one session",
            "Build all blocks of a network in scopes of one session");
      }
    }
    try (Scope work = scope.scope()) {
      List<Tensor> next = values.apply(work.ops());
      for (int i = 0; i < next.size(); i++) {
        parameters.get(i).set(next.get(i));
      }
    }
  }

  void checkOpen() {
    if (value.isClosed()) {
      throw new ClosedException(
          "the parameter " + name + " was used after it, its block or its scope had closed",
          "an open parameter",
          "Use the block before it closes, or build it in a longer-lived scope");
    }
  }

  /** Closes the value; idempotent. */
  @Override
  public void close() {
    value.close();
  }

  /** The name and the value. */
  @Override
  public String toString() {
    return name + " " + value;
  }
}
