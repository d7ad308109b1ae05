package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.backend.Session;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.CorralException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Calls that the framework refuses, on the backend. */
final class ErrorChecks {
  private ErrorChecks() {}

  static Stream<Check> all() {
    Map<String, BiFunction<Ops, Tensor, Tensor>> refused = new LinkedHashMap<>();
    refused.put("add of [2, 3] and [4]", (ops, x) -> ops.add(x, ops.zeros(4)));
    refused.put("matmul of [2, 3] and [2, 3]", (ops, x) -> ops.matmul(x, x));
    refused.put("reshape of [2, 3] to [7]", (ops, x) -> ops.reshape(x, 7));
    refused.put("sum of [2, 3] along axis 2", (ops, x) -> ops.sum(x, 2));
    refused.put("slice of [2, 3] from 5", (ops, x) -> ops.slice(x, Slice.of(5, 1)));
    refused.put(
        "conv2d of [2, 3]", (ops, x) -> ops.conv2d(x, ops.ones(1, 1, 1, 1), Conv2dOptions.DEFAULT));
    return refused.entrySet().stream()
        .map(
            call ->
                new Check(
                    "errors.903",
                    call.getKey(),
                    subject -> refuses(subject, call.getKey(), call.getValue())));
  }

  private static void refuses(Subject subject, String name, BiFunction<Ops, Tensor, Tensor> call) {
    Session session = subject.session();
    subject.inScope(
        scope -> {
          Tensor x = scope.ops().ones(2, 3);
          long before = session.liveTensors();
          try {
            Shape made = call.apply(scope.ops(), x).shape();
            Mismatch.require(name, false, "it gave a tensor of shape " + made + ", not an error");
          } catch (CorralException refused) {
            long more = session.liveTensors() - before;
            Mismatch.require(name, more <= 1, "the refused call left " + more + " tensors alive");
          }
          ProviderChecks.computes("after " + name + " was refused, the session", session);
        });
  }
}
