package dev.corral.backend.cpu.fast.machine;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.kernel.ScalarKernels;
import dev.corral.backend.cpu.fast.kernel.VectorKernels;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import java.lang.module.ModuleFinder;
import java.util.List;

/**
 * Which kernels run. Those of {@code jdk.incubator.vector} need that module, which the launcher has
 * to be asked for; their class is not touched without it.
 */
public final class KernelChoice {
  public static final String MODULE = "jdk.incubator.vector";
  public static final String FLAG = "--add-modules=" + MODULE;

  private KernelChoice() {}

  /** The fastest kernels that work here, or the scalar ones when SIMD is not wanted. */
  public static Kernels choose(boolean simd) {
    if (!simd) {
      return new ScalarKernels("switched off by the option simd=false");
    }
    if (!resolved()) {
      return new ScalarKernels(
          onThisJdk()
              ? "start Java with " + FLAG + " for SIMD"
              : "this Java has no module " + MODULE);
    }
    try {
      Kernels kernels = new VectorKernels();
      check(kernels);
      return kernels;
    } catch (RuntimeException | LinkageError failure) {
      return new ScalarKernels("the SIMD ones failed, " + failure);
    }
  }

  /** What the launcher needs for SIMD and was not given. */
  public static List<String> missingFlags() {
    return onThisJdk() && !resolved() ? List.of(FLAG) : List.of();
  }

  private static boolean resolved() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  private static boolean onThisJdk() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /**
   * Runs one small product: a module of another version, or none for this processor, fails here.
   */
  private static void check(Kernels kernels) {
    float[] x = new float[HeapStorage.SLACK];
    float[] y = new float[HeapStorage.SLACK];
    x[0] = 3;
    kernels.slide(new float[] {2}, 0, 1, x, 0, new int[1], y, 1);
    if (y[0] != 6) {
      throw new IllegalStateException("2 × 3 = " + y[0]);
    }
  }
}
