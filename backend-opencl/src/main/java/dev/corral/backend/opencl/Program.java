package dev.corral.backend.opencl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a program is built from.
 *
 * @param file the file of its kernels
 * @param before files that come before it, after common.cl
 * @param constants macros that all of them see
 */
record Program(String file, List<String> before, Map<String, Integer> constants) {
  /** A program of one file. */
  static Program of(String file) {
    return new Program(file, List.of(), Map.of());
  }

  /** The macros' definitions, always in the same order. */
  String definitions() {
    return new TreeMap<>(constants)
        .entrySet().stream()
            .map(macro -> "#define " + macro.getKey() + " " + macro.getValue() + "\n")
            .collect(Collectors.joining());
  }
}
