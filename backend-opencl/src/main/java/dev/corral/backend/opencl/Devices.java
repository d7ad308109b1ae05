package dev.corral.backend.opencl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.jspecify.annotations.Nullable;

/** Asks OpenCL for its platforms and devices. */
final class Devices {
  private Devices() {}

  /** Every usable device of every platform, numbered in OpenCL's order. */
  static List<Device> list() {
    List<Device> devices = new ArrayList<>();
    for (cl_platform_id platform : platforms()) {
      for (cl_device_id id : devices(platform)) {
        if (flag(id, CL.CL_DEVICE_AVAILABLE) && flag(id, CL.CL_DEVICE_COMPILER_AVAILABLE)) {
          devices.add(describe(devices.size(), platform, id));
        }
      }
    }
    return devices;
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    int code = Cl.code(() -> CL.clGetPlatformIDs(0, null, count));
    if (code == CL.CL_PLATFORM_NOT_FOUND_KHR || count[0] == 0) {
      return new cl_platform_id[0];
    }
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    Cl.check("clGetPlatformIDs", () -> CL.clGetPlatformIDs(count[0], platforms, null));
    return platforms;
  }

  /** The devices of a platform; none where it cannot say, so that it does not hide the others. */
  private static cl_device_id[] devices(cl_platform_id platform) {
    int[] count = new int[1];
    int code = Cl.code(() -> CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count));
    if (code != CL.CL_SUCCESS) {
      return new cl_device_id[0];
    }
    cl_device_id[] ids = new cl_device_id[count[0]];
    Cl.check(
        "clGetDeviceIDs",
        () -> CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, count[0], ids, null));
    return ids;
  }

  private static Device describe(int index, cl_platform_id platform, cl_device_id id) {
    return new Device(
        index,
        text(platform, CL.CL_PLATFORM_NAME),
        text(platform, CL.CL_PLATFORM_VERSION),
        text(id, CL.CL_DEVICE_NAME),
        type(number(id, CL.CL_DEVICE_TYPE)),
        text(id, CL.CL_DRIVER_VERSION),
        number(id, CL.CL_DEVICE_GLOBAL_MEM_SIZE),
        number(id, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        (int) number(id, CL.CL_DEVICE_MAX_COMPUTE_UNITS),
        (int) number(id, CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT),
        (number(id, CL.CL_DEVICE_SINGLE_FP_CONFIG) & CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0,
        platform,
        id);
  }

  private static Device.Type type(long bits) {
    if ((bits & CL.CL_DEVICE_TYPE_GPU) != 0) {
      return Device.Type.GPU;
    }
    if ((bits & CL.CL_DEVICE_TYPE_CPU) != 0) {
      return Device.Type.CPU;
    }
    return (bits & CL.CL_DEVICE_TYPE_ACCELERATOR) != 0
        ? Device.Type.ACCELERATOR
        : Device.Type.OTHER;
  }

  /** Asks OpenCL for a property: into memory of a size, or, without memory, for the size. */
  private interface Query {
    int ask(long size, @Nullable Pointer value, long @Nullable [] sizeOut);
  }

  private static String text(cl_platform_id platform, int property) {
    return text(
        "clGetPlatformInfo",
        (size, value, out) -> CL.clGetPlatformInfo(platform, property, size, value, out));
  }

  private static String text(cl_device_id device, int property) {
    return text(
        "clGetDeviceInfo",
        (size, value, out) -> CL.clGetDeviceInfo(device, property, size, value, out));
  }

  /** A property in C's form, which ends with a zero byte. */
  private static String text(String name, Query query) {
    long[] size = new long[1];
    Cl.check(name, () -> query.ask(0, null, size));
    byte[] bytes = new byte[(int) size[0]];
    Cl.check(name, () -> query.ask(size[0], Pointer.to(bytes), null));
    return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  private static boolean flag(cl_device_id device, int property) {
    return number(device, property) != 0;
  }

  /** A property of 32 or 64 bits; the devices that JOCL runs on are little-endian. */
  private static long number(cl_device_id device, int property) {
    long[] value = new long[1];
    Cl.check(
        "clGetDeviceInfo",
        () -> CL.clGetDeviceInfo(device, property, Sizeof.cl_long, Pointer.to(value), null));
    return value[0];
  }
}
