package dev.corral.backend.opencl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The registers of a CPU, which decide how large the tiles of its kernels are.
 *
 * @param lanes floats in a register
 */
record CpuVectors(int lanes) {
  /** Lanes of the narrowest and widest registers that the kernels are written for. */
  private static final int NARROWEST = 4;

  private static final int WIDEST = 16;

  static CpuVectors of(Device device) {
    return new CpuVectors(Math.max(NARROWEST, Math.min(WIDEST, device.vectorWidth())));
  }

  /**
   * Registers for sums: of the 32 that come with the widest vectors as many as hide the latency of
   * a product, of 16 all that the operands leave.
   */
  int sums() {
    return lanes == WIDEST ? 16 : 12;
  }

  /** A program of the kernels for CPUs. */
  Program program(String file, Map<String, Integer> constants) {
    return program(file, List.of(), constants);
  }

  /** A program of the kernels for CPUs that wants more files before it. */
  Program program(String file, List<String> more, Map<String, Integer> constants) {
    List<String> before = new ArrayList<>(List.of("cpu/vectors", "activation"));
    before.addAll(more);
    Map<String, Integer> all = new HashMap<>(constants);
    all.put("LANES", lanes);
    return new Program("cpu/" + file, before, all);
  }
}
