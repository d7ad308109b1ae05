package dev.corral.backend.opencl;

import dev.corral.tensor.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_program;
import org.jspecify.annotations.Nullable;

/** Builds programs for a device from their sources, or loads what was built before. */
final class ProgramBuilder {
  /** Comes before the source of every program. */
  private static final String COMMON = "common";

  private final Device device;
  private final BinaryCache cache;
  private final cl_context context;
  private final cl_device_id[] devices;
  private final String options;

  ProgramBuilder(Device device, Family family, BinaryCache cache, cl_context context) {
    this.device = device;
    this.cache = cache;
    this.context = context;
    this.devices = new cl_device_id[] {device.id()};
    this.options =
        "-cl-std=CL1.2 -D"
            + family
            + (device.exactDivision() ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
  }

  /** The program of files beside this class, for the sake of one of its kernels. */
  cl_program build(Program program, String kernel) {
    StringBuilder source = new StringBuilder(program.definitions()).append(source(COMMON));
    program.before().forEach(file -> source.append(source(file)));
    return build(program.file(), source.append(source(program.file())).toString(), kernel);
  }

  /** The program of a source. */
  cl_program build(String file, String source, String kernel) {
    BinaryCache.Key key =
        BinaryCache.key(
            device.platform(),
            device.platformVersion(),
            device.name(),
            device.driver(),
            options,
            source);
    Optional<cl_program> cached = cache.read(key).flatMap(this::load);
    if (cached.isPresent()) {
      return cached.get();
    }
    cl_program program = compile(file, source, kernel);
    cache.write(key, () -> binary(program));
    return program;
  }

  private static String source(String file) {
    try (InputStream in = ProgramBuilder.class.getResourceAsStream(file + ".cl")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file + ".cl");
      }
      // The build log then names lines of this file.
      String line = "#line 1 \"" + file + ".cl\"\n";
      return line + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The program of a binary; empty if the driver does not take it. */
  private Optional<cl_program> load(byte[] binary) {
    long[] lengths = {binary.length};
    cl_program program =
        Cl.create(
            Cl.Kind.PROGRAM,
            new int[1],
            code ->
                CL.clCreateProgramWithBinary(
                    context, 1, devices, lengths, new byte[][] {binary}, new int[1], code));
    if (program != null && build(program) != CL.CL_SUCCESS) {
      release(program);
      program = null;
    }
    return Optional.ofNullable(program);
  }

  private cl_program compile(String file, String source, String kernel) {
    cl_program program =
        Cl.create(
            Cl.Kind.PROGRAM,
            "clCreateProgramWithSource",
            code -> CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, code));
    int code = build(program);
    if (code != CL.CL_SUCCESS) {
      // LLVM, in PoCL, takes the JVM's safepoint signals for a crash and deletes what it is
      // writing.
      code = build(program);
    }
    if (code != CL.CL_SUCCESS) {
      String log = log(program);
      release(program);
      throw new DeviceException(
          file
              + ".cl, which the kernel "
              + kernel
              + " is in, does not build on "
              + device
              + " with "
              + options
              + ": "
              + Cl.describe(code)
              + System.lineSeparator()
              + log,
          "a program that the driver's compiler takes",
          "Update the device's driver, or name another device with -D" + Settings.DEVICE,
          null);
    }
    return program;
  }

  private int build(cl_program program) {
    return Cl.code(() -> CL.clBuildProgram(program, 1, devices, options, null, null));
  }

  private String log(cl_program program) {
    long[] size = new long[1];
    if (Cl.code(() -> buildLog(program, 0, null, size)) != CL.CL_SUCCESS) {
      return "(no build log)";
    }
    byte[] log = new byte[(int) size[0]];
    Cl.check("clGetProgramBuildInfo", () -> buildLog(program, size[0], Pointer.to(log), null));
    return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  private int buildLog(
      cl_program program, long size, @Nullable Pointer log, long @Nullable [] sizeOut) {
    return CL.clGetProgramBuildInfo(
        program, device.id(), CL.CL_PROGRAM_BUILD_LOG, size, log, sizeOut);
  }

  /** What the driver made of a program. */
  private static byte[] binary(cl_program program) {
    long[] size = new long[1];
    Cl.check(
        "clGetProgramInfo",
        () ->
            CL.clGetProgramInfo(
                program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null));
    byte[] binary = new byte[(int) size[0]];
    Pointer binaries = Pointer.to(Pointer.to(binary));
    Cl.check(
        "clGetProgramInfo",
        () -> CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, binaries, null));
    return binary;
  }

  static void release(cl_program program) {
    Cl.release(Cl.Kind.PROGRAM, "clReleaseProgram", () -> CL.clReleaseProgram(program));
  }
}
