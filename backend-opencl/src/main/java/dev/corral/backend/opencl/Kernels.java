package dev.corral.backend.opencl;

import java.util.HashMap;
import java.util.Map;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** The kernels of a session. A program is built when the first of its kernels is needed. */
final class Kernels implements AutoCloseable {
  private final ProgramBuilder builder;
  private final Map<Program, cl_program> programs = new HashMap<>();
  private final Map<Key, Kernel> kernels = new HashMap<>();

  private record Key(Program program, String kernel) {}

  Kernels(Device device, Family family, BinaryCache cache, cl_context context) {
    this.builder = new ProgramBuilder(device, family, cache, context);
  }

  /** The kernel of this name in a program. */
  synchronized Kernel get(Program program, String name) {
    Key key = new Key(program, name);
    Kernel kernel = kernels.get(key);
    if (kernel == null) {
      cl_program built = programs.computeIfAbsent(program, p -> builder.build(p, name));
      kernel = new Kernel(name, create(built, name));
      kernels.put(key, kernel);
    }
    return kernel;
  }

  private static cl_kernel create(cl_program program, String name) {
    return Cl.create(
        Cl.Kind.KERNEL,
        "clCreateKernel for " + name,
        code -> CL.clCreateKernel(program, name, code));
  }

  @Override
  public synchronized void close() {
    kernels.values().forEach(Kernel::close);
    kernels.clear();
    programs.values().forEach(ProgramBuilder::release);
    programs.clear();
  }
}
