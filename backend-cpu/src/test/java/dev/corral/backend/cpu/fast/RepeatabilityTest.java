package dev.corral.backend.cpu.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations give the same bits when they are interpreted and once they are compiled. */
class RepeatabilityTest {
  /** Calls after which every kernel has been compiled. */
  private static final int CALLS = 4000;

  static Stream<Named<Function<Ops, Tensor>>> operations() {
    return Stream.of(
        Named.of("exp", ops -> ops.exp(random(ops, 333))),
        Named.of("log", ops -> ops.log(random(ops, 333))),
        Named.of("tanh", ops -> ops.tanh(random(ops, 333))),
        Named.of("sigmoid", ops -> ops.sigmoid(random(ops, 333))),
        Named.of("sum", ops -> ops.sum(random(ops, 3, 333), false, 1)),
        Named.of("softmax", ops -> ops.softmax(random(ops, 3, 333), 1)),
        Named.of("matmul", ops -> ops.matmul(random(ops, 9, 33), random(ops, 33, 17))),
        Named.of("convolution", ops -> ops.conv2d(random(ops, 1, 3, 9, 9), kernel(ops), DENSE)),
        Named.of(
            "its gradient by the input",
            ops -> ops.conv2dInputGradient(Shape.of(1, 3, 9, 9), kernel(ops), result(ops), DENSE)),
        Named.of(
            "its gradient by the kernel",
            ops ->
                ops.conv2dKernelGradient(
                    random(ops, 1, 3, 9, 9), Shape.of(4, 3, 3, 3), result(ops), DENSE)),
        Named.of(
            "depthwise gradient by the kernel",
            ops ->
                ops.conv2dKernelGradient(
                    random(ops, 1, 4, 9, 9), Shape.of(4, 1, 3, 3), result(ops), DENSE.groups(4))));
  }

  private static final Conv2dOptions DENSE = Conv2dOptions.DEFAULT.padding(1);

  private static Tensor random(Ops ops, int... dims) {
    return ops.uniform(Shape.of(dims), 0.1f, 1, 1);
  }

  private static Tensor kernel(Ops ops) {
    return random(ops, 4, 3, 3, 3);
  }

  private static Tensor result(Ops ops) {
    return random(ops, 1, 4, 9, 9);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void coldAndHot(Function<Ops, Tensor> operation) throws Exception {
    // Classes of a loader of their own have not been compiled yet, whatever ran before.
    try (URLClassLoader fresh = new FreshBackend();
        Session session = Backends.of(provider(fresh)).open(CpuProvider.ID, Map.of())) {
      float[] first = run(session, operation);
      for (int call = 1; call < CALLS; call++) {
        assertArrayEquals(first, run(session, operation), "call " + call);
      }
    }
  }

  private static float[] run(Session session, Function<Ops, Tensor> operation) {
    try (Scope scope = session.scope()) {
      return operation.apply(scope.ops()).toArray();
    }
  }

  private static BackendProvider provider(ClassLoader loader) throws Exception {
    return (BackendProvider)
        loader.loadClass(CpuProvider.class.getName()).getConstructor().newInstance();
  }

  /** Loads this module's classes itself, and leaves others to the loader of the tests. */
  private static final class FreshBackend extends URLClassLoader {
    FreshBackend() {
      super(
          new URL[] {CpuProvider.class.getProtectionDomain().getCodeSource().getLocation()},
          RepeatabilityTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("dev.corral.backend.cpu.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
