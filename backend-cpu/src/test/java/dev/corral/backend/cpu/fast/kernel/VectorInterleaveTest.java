package dev.corral.backend.cpu.fast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.cpu.fast.machine.KernelChoice;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts around a vector's length, and what lies beside. */
class VectorInterleaveTest {
  private static final int ROWS = Kernels.ROWS;

  @BeforeAll
  static void needsVectors() {
    Assumptions.assumeTrue(
        ModuleLayer.boot().findModule(KernelChoice.MODULE).isPresent(),
        "needs " + KernelChoice.FLAG + ", as the execution simd gives it");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 15, 16, 17, 32, 47, 64})
  void putsRowsSideBySide(int count) {
    int lead = count + 3;
    float[] x = new float[5 + ROWS * lead];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    float[] y = new float[7 + ROWS * count + 9];
    float[] expected = y.clone();
    for (int i = 0; i < ROWS * count; i++) {
      expected[7 + i] = x[5 + i % ROWS * lead + i / ROWS];
    }
    VectorInterleave.together(x, 5, lead, count, y, 7);
    assertThat(y).isEqualTo(expected);
  }
}
