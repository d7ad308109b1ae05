package dev.corral.program;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import java.util.List;

/**
 * An application: adds two numbers on the OpenCL backend; prints the flags that are missing, and
 * the sum.
 */
public final class PrintSum {
  private PrintSum() {}

  public static void main(String... args) {
    try (Session session = Backends.discover().open("opencl");
        Scope scope = session.scope()) {
      List<String> flags = session.backend().jvmFlags();
      System.out.println(flags + " " + scope.ops().add(scope.ops().tensor(1), 2).item());
    }
  }
}
