package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which methods of the operations tests have called, to prove that none is left out. */
final class CalledMethods {
  private final Set<Method> called = new HashSet<>();

  /** The operations, with a note of every method that is called on them. */
  Ops noting(Ops ops) {
    return (Ops)
        Proxy.newProxyInstance(
            Ops.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> {
              called.add(method);
              try {
                return method.invoke(ops, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  /** The methods, by name and parameters, that should have been called and were not. */
  Set<String> missing(Predicate<String> wanted) {
    return Arrays.stream(Ops.class.getMethods())
        .filter(method -> wanted.test(method.getName()) && !called.contains(method))
        .map(Method::toString)
        .collect(Collectors.toSet());
  }
}
