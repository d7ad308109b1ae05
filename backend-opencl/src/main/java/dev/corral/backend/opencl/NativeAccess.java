package dev.corral.backend.opencl;

import java.util.List;

/** Whether Java lets JOCL load its native half without a warning. */
final class NativeAccess {
  /** The first Java version that warns. */
  private static final int WARNS_FROM = 24;

  private NativeAccess() {}

  /** The launcher's flags that are missing: one or none. */
  static List<String> missingFlags() {
    if (Runtime.version().feature() < WARNS_FROM) {
      return List.of();
    }
    try {
      Class<?> jocl = Class.forName("org.jocl.CL", false, NativeAccess.class.getClassLoader());
      Module module = jocl.getModule();
      Object enabled = Module.class.getMethod("isNativeAccessEnabled").invoke(module);
      String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
      return Boolean.TRUE.equals(enabled) ? List.of() : List.of("--enable-native-access=" + name);
    } catch (ReflectiveOperationException noJocl) {
      return List.of();
    }
  }
}
