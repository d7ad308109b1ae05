package dev.corral.backend.opencl;

import dev.corral.spi.Arena;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.View;

/** Launches of elementwise.cl. */
final class Elementwise {
  private static final String FILE = "elementwise";

  private final Arena arena;
  private final Context context;

  Elementwise(Arena arena, Context context) {
    this.arena = arena;
    this.context = context;
  }

  Tensor fill(Shape shape, float value) {
    Tensor y = arena.allocate(shape);
    if (shape.size() > 0) {
      launch("fill").tensors(y).ints(shape.size()).number(value).overVectors(shape.size(), 1);
    }
    return y;
  }

  /** A function of each element. */
  Tensor map(String function, Tensor x) {
    Tensor y = arena.allocate(x.shape());
    int size = x.shape().size();
    if (size > 0) {
      launch("map_" + function).tensors(x, y).ints(size).overVectors(size, 1);
    }
    return y;
  }

  /** A function of each pair of elements. */
  Tensor map(String function, Tensor a, Tensor b) {
    return walk("map_" + function, a.shape().broadcastWith(b.shape()), a, b);
  }

  Tensor where(Tensor condition, Tensor a, Tensor b) {
    Shape shape = condition.shape().broadcastWith(a.shape()).broadcastWith(b.shape());
    return walk("where", shape, condition, a, b);
  }

  /** Walks through tensors that broadcast to the result's shape. */
  private Tensor walk(String kernel, Shape shape, Tensor... tensors) {
    Tensor y = arena.allocate(shape);
    if (shape.size() == 0) {
      return y;
    }
    View[] views = new View[tensors.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = View.broadcast(tensors[i].shape(), shape);
    }
    Traversal walk = Traversal.of(views);
    Launch launch = launch(kernel);
    for (int i = 0; i < views.length; i++) {
      launch.tensors(tensors[i]).ints(walk.step(i)).struct(walk.layout(i));
    }
    launch.tensors(y).ints(walk.columns(), walk.rows()).overVectors(walk.columns(), walk.rows());
    return y;
  }

  private Launch launch(String kernel) {
    return new Launch(context, FILE, kernel);
  }
}
