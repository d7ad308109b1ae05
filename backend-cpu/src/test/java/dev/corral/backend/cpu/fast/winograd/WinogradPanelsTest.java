package dev.corral.backend.cpu.fast.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.machine.KernelChoice;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against G g Gᵀ of each kernel in double precision. */
class WinogradPanelsTest {
  @BeforeAll
  static void needsVectors() {
    Assumptions.assumeTrue(
        ModuleLayer.boot().findModule(KernelChoice.MODULE).isPresent(),
        "needs " + KernelChoice.FLAG + ", as the execution simd gives it");
  }

  private static double[][] matrix(WinogradForm form) {
    double[][] g = new double[form.inputs()][3];
    g[0][0] = 1;
    g[form.inputs() - 1][2] = 1;
    for (int i = 0; i < form.pairs(); i++) {
      for (int j = 0; j < 3; j++) {
        g[2 * i + 1][j] = form.row(i)[j];
        g[2 * i + 2][j] = j == 1 ? -form.row(i)[j] : form.row(i)[j];
      }
    }
    return g;
  }

  private static double element(double[][] g, int e, float[] w, int at, boolean flipped) {
    double sum = 0;
    for (int tap = 0; tap < 9; tap++) {
      sum +=
          g[e / g.length][tap / 3] * g[e % g.length][tap % 3] * w[at + (flipped ? 8 - tap : tap)];
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "16, 16", "33, 17", "64, 40", "70, 35"})
  void areTheTransformedKernels(int outputs, int inputs) {
    Machine machine = Machine.of(2, /* simd= */ true);
    Random random = new Random(1);
    float[] w = new float[outputs * inputs * 9 + HeapStorage.SLACK];
    for (int i = 0; i < w.length; i++) {
      w[i] = i < outputs * inputs * 9 ? (float) random.nextGaussian() : Float.NaN;
    }
    int lanes = ChannelKernels.LANES;
    int panels = (outputs + lanes - 1) / lanes;
    for (WinogradForm form : WinogradForm.values()) {
      double[][] g = matrix(form);
      for (boolean flipped : new boolean[] {false, true}) {
        float[] u = new WinogradPanels(machine, form, w, outputs, inputs, flipped).transformed();
        for (int i = 0; i < form.elements() * panels * inputs * lanes; i++) {
          int k = i / lanes / inputs % panels * lanes + i % lanes;
          int c = i / lanes % inputs;
          int at = 9 * (flipped ? c * outputs + k : k * inputs + c);
          int e = i / lanes / inputs / panels;
          double expected = k < outputs ? element(g, e, w, at, flipped) : 0;
          assertThat((double) u[i]).isCloseTo(expected, within(1e-6));
        }
        machine.scratch().give(u);
      }
    }
    machine.workers().close();
  }
}
