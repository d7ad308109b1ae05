package dev.corral.backend.opencl;

import dev.corral.tensor.DeviceException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jocl.CL;
import org.jocl.CLException;
import org.jspecify.annotations.Nullable;

/**
 * Every call to OpenCL goes through here: its return code is checked, and each object that is made
 * or released is counted.
 *
 * <p>JOCL can throw for a bad return code, but whether it does is a switch of the whole process
 * that any library may flip. So the codes are checked here, and what JOCL throws is turned back
 * into its code.
 */
final class Cl {
  /** What OpenCL objects there are. */
  enum Kind {
    CONTEXT,
    QUEUE,
    PROGRAM,
    KERNEL,
    BUFFER,
    EVENT
  }

  private static final Map<Kind, AtomicLong> LIVE = new EnumMap<>(Kind.class);

  static {
    for (Kind kind : Kind.values()) {
      LIVE.put(kind, new AtomicLong());
    }
  }

  private Cl() {}

  /**
   * The objects of this process that were made and not yet released; kinds without any are absent.
   */
  static Map<Kind, Long> live() {
    Map<Kind, Long> live = new EnumMap<>(Kind.class);
    LIVE.forEach((kind, count) -> live.put(kind, count.get()));
    live.values().removeIf(count -> count == 0);
    return live;
  }

  /** Makes a call and returns its code, whether JOCL returns or throws it. */
  static int code(IntSupplier call) {
    try {
      return call.getAsInt();
    } catch (CLException thrown) {
      return thrown.getStatus();
    }
  }

  /** Makes a call that has to succeed. */
  static void check(String name, IntSupplier call) {
    int code = code(call);
    if (code != CL.CL_SUCCESS) {
      throw failure(name, code);
    }
  }

  /** Makes an object; the call is given where to write its return code. */
  static <T> T create(Kind kind, String name, Function<int[], @Nullable T> call) {
    int[] code = new int[1];
    T made = create(kind, code, call);
    if (made == null) {
      throw failure(name, code[0]);
    }
    return made;
  }

  /** Makes an object, or gives null and the code of the failure. */
  static <T> @Nullable T create(Kind kind, int[] code, Function<int[], @Nullable T> call) {
    T made = result(code, call);
    if (made != null) {
      counter(kind).incrementAndGet();
    }
    return made;
  }

  /** Makes a call that gives a result beside its return code; null if it fails. */
  static <T> @Nullable T result(int[] code, Function<int[], @Nullable T> call) {
    try {
      T result = call.apply(code);
      return code[0] == CL.CL_SUCCESS ? result : null;
    } catch (CLException thrown) {
      code[0] = thrown.getStatus();
      return null;
    }
  }

  /** Releases an object. */
  static void release(Kind kind, String name, IntSupplier call) {
    counter(kind).decrementAndGet();
    check(name, call);
  }

  private static AtomicLong counter(Kind kind) {
    return Objects.requireNonNull(LIVE.get(kind));
  }

  /** The error for a return code. */
  static DeviceException failure(String name, int code) {
    return new DeviceException(
        name + " failed with " + describe(code), "CL_SUCCESS", remedy(code), null);
  }

  /** A return code with its name. */
  static String describe(int code) {
    return CL.stringFor_errorCode(code) + " (" + code + ")";
  }

  private static String remedy(int code) {
    return switch (code) {
      case CL.CL_OUT_OF_RESOURCES, CL.CL_OUT_OF_HOST_MEMORY, CL.CL_MEM_OBJECT_ALLOCATION_FAILURE ->
          "Close what is no longer needed, or work on smaller pieces";
      case CL.CL_DEVICE_NOT_AVAILABLE -> "See whether another program holds the device";
      default -> "Update the device's driver, or name another device with -D" + Settings.DEVICE;
    };
  }
}
