package dev.corral.backend.opencl;

import java.util.HashMap;
import java.util.Map;
import org.jocl.CL;
import org.jocl.cl_context;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** The kernels of a session. A file is built when the first of its kernels is needed. */
final class Kernels implements AutoCloseable {
  private final ProgramBuilder builder;
  private final Map<String, cl_program> programs = new HashMap<>();
  private final Map<String, Kernel> kernels = new HashMap<>();

  Kernels(Device device, Family family, BinaryCache cache, cl_context context) {
    this.builder = new ProgramBuilder(device, family, cache, context);
  }

  /** The kernel of this name in a file beside this class. */
  synchronized Kernel get(String file, String name) {
    String key = file + '/' + name;
    Kernel kernel = kernels.get(key);
    if (kernel == null) {
      cl_program program = programs.computeIfAbsent(file, f -> builder.build(f, name));
      kernel = new Kernel(name, create(program, name));
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
