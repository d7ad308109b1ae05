package dev.corral.backend.cpu.fast.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.machine.KernelChoice;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

  /** What each element of a transformed kernel takes of each tap. */
  private static double[][] factors(WinogradForm form) {
    return switch (form) {
      case F2 -> atRealPoints(1);
      case F4 -> atRealPoints(Math.sqrt(0.5), Math.sqrt(2));
      case F4_COMPLEX -> atComplexPoints();
    };
  }

  /** G ⊗ G, where a row of G is (1, p, p²) over the product of p's distances to other points. */
  private static double[][] atRealPoints(double... positive) {
    double[] points = new double[2 * positive.length + 1];
    for (int i = 0; i < positive.length; i++) {
      points[2 * i + 1] = positive[i];
      points[2 * i + 2] = -positive[i];
    }
    double[][] g = new double[points.length + 1][];
    for (int i = 0; i < points.length; i++) {
      double p = points[i];
      double distances = Arrays.stream(points).filter(q -> q != p).reduce(1, (d, q) -> d * (p - q));
      // The point 0 has a row without a sign, which its row of Bᵀ takes over.
      double by = p == 0 ? 1 : 1 / distances;
      g[i] = new double[] {by, by * p, by * p * p};
    }
    g[points.length] = new double[] {0, 0, 1};
    double[][] result = new double[g.length * g.length][];
    for (int e = 0; e < result.length; e++) {
      result[e] = outer(g[e / g.length], g[e % g.length]);
    }
    return result;
  }

  private static double[] outer(double[] down, double[] along) {
    return IntStream.range(0, 9).mapToDouble(t -> down[t / 3] * along[t % 3]).toArray();
  }

  /** The real points alone, and c, d − c and c + d of what is complex, twice for its conjugate. */
  private static double[][] atComplexPoints() {
    double[][] real = {{1, 0, 0}, {0.25, 0.25, 0.25}, {0.25, -0.25, 0.25}, {0, 0, 1}};
    double[] re = {0.25, 0, -0.25};
    double[] im = {0, 0.25, 0};
    List<double[]> result = new ArrayList<>();
    for (double[] row : real) {
      for (double[] column : real) {
        result.add(outer(row, column));
      }
      addComplex(outer(row, re), outer(row, im), result);
    }
    for (double[] column : real) {
      addComplex(outer(re, column), outer(im, column), result);
    }
    for (int sign : new int[] {1, -1}) {
      addComplex(
          sum(outer(re, re), outer(im, im), -sign),
          sum(outer(im, re), outer(re, im), sign),
          result);
    }
    return result.toArray(double[][]::new);
  }

  private static void addComplex(double[] c, double[] d, List<double[]> to) {
    to.add(sum(c, c, 1));
    double[] difference = sum(d, c, -1);
    to.add(sum(difference, difference, 1));
    double[] both = sum(c, d, 1);
    to.add(sum(both, both, 1));
  }

  private static double[] sum(double[] a, double[] b, double by) {
    return IntStream.range(0, a.length).mapToDouble(t -> a[t] + by * b[t]).toArray();
  }

  private static double element(double[] factors, float[] w, int at, boolean flipped) {
    double sum = 0;
    for (int tap = 0; tap < 9; tap++) {
      sum += factors[tap] * w[at + (flipped ? 8 - tap : tap)];
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
      double[][] factors = factors(form);
      for (boolean flipped : new boolean[] {false, true}) {
        WinogradPanels weights = new WinogradPanels(machine, form, w, outputs, inputs, flipped);
        float[] u = weights.transformed();
        for (int i = 0; i < form.elements() * panels * inputs * lanes; i++) {
          int k = i / lanes / inputs % panels * lanes + i % lanes;
          int c = i / lanes % inputs;
          int at = 9 * (flipped ? c * outputs + k : k * inputs + c);
          int e = i / lanes / inputs / panels;
          double expected = k < outputs ? element(factors[e], w, at, flipped) : 0;
          int place = e * weights.lead() + i % (panels * inputs * lanes);
          assertThat((double) u[place]).isCloseTo(expected, within(1e-6));
        }
        machine.scratch().give(u);
      }
    }
    machine.workers().close();
  }
}
