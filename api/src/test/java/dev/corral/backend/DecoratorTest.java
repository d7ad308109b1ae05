package dev.corral.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Activation;
import dev.corral.spi.LinearSpec;
import dev.corral.spi.SampleCalls;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A decorator never hides what the decorated operations override. */
class DecoratorTest {
  @TestFactory
  Stream<DynamicTest> everyCallReachesTheSameWord() {
    return SampleCalls.words().stream()
        .flatMap(
            word ->
                Stream.of(
                    DynamicTest.dynamicTest("checked " + word, () -> test(word, true)),
                    DynamicTest.dynamicTest("forwarding " + word, () -> test(word, false))));
  }

  private static void test(String word, boolean checked) {
    try (Session session = Backends.of(new PlainBackend()).open();
        Scope scope = session.scope()) {
      List<String> seen = new ArrayList<>();
      TensorOps listening = listening(scope.unchecked(), seen);
      TensorOps decorated = checked ? scope.checked(listening) : new Passing(listening);
      if (word.equals("layer")) {
        decorated.layer(new LinearSpec(1, 1, false, Activation.RELU));
      } else {
        Map<String, Function<TensorOps, Tensor>> calls =
            SampleCalls.all(shape -> scope.ops().ones(shape.dims()));
        assertThat(calls.get(word).apply(decorated).isClosed()).isFalse();
      }
      assertThat(seen).containsExactly(word);
    }
  }

  private static TensorOps listening(TensorOps ops, List<String> seen) {
    return (TensorOps)
        Proxy.newProxyInstance(
            TensorOps.class.getClassLoader(),
            new Class<?>[] {TensorOps.class},
            (proxy, method, arguments) -> {
              seen.add(method.getName());
              try {
                return method.invoke(ops, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static final class Passing extends ForwardingOps {
    Passing(TensorOps delegate) {
      super(delegate);
    }

    @Override
    protected List<Tensor> around(String operation, Supplier<List<Tensor>> call) {
      return call.get();
    }
  }
}
