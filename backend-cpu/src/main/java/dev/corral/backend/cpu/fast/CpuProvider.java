package dev.corral.backend.cpu.fast;

import dev.corral.backend.cpu.fast.machine.KernelChoice;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers the fast CPU backend, {@code cpu}: the default where no GPU is. Its options:
 *
 * <ul>
 *   <li>{@code threads}: how many threads compute, 1 to 1024; all processors by default.
 *   <li>{@code simd}: {@code false} runs the scalar kernels even where SIMD is there.
 *   <li>{@code algorithm}: how to convolve, one of {@code auto}, {@code direct}, {@code gemm},
 *       {@code winograd2}, {@code winograd4}, {@code winograd4_complex}, {@code fft}; a shape that
 *       the algorithm cannot do is left to {@code auto}. {@code winograd4} and {@code fft}, which
 *       {@code auto} never chooses, are less exact than the numerics rules otherwise allow: what an
 *       output is off by is about 10<sup>−6</sup> of the largest of all, and integers are not
 *       exact.
 *       <ul>
 *         <li>{@code winograd2} makes tiles of 2×2 outputs of a convolution with 3×3 kernels and
 *             stride 1, and for its gradients, and {@code winograd4_complex}, with SIMD, tiles of
 *             4×4. Both divide by powers of two only, and are exact on integers of usual sizes.
 *             {@code auto} takes the larger tiles where these are many. A value that is not finite
 *             may spoil outputs up to three elements around those that see it.
 *         <li>{@code winograd4}, with SIMD, makes tiles of 4×4 outputs of a convolution with 3×3
 *             kernels and stride 1, and for its gradients. A value that is not finite spoils up to
 *             three elements more around its window, and a kernel's gradient between its channels.
 *         <li>{@code fft} transforms tiles of up to 64×64 elements for convolutions with kernels
 *             that fit them and stride 1, and for their gradients. It pays for kernels from about
 *             9×9 on and some ten channels or more; the spectra of kernels take many times their
 *             memory. Two channels go through a transform together: a value that is not finite
 *             spoils the tiles that it lies in, for both.
 *       </ul>
 * </ul>
 *
 * <p>Working memory is kept for the next operation. Tiles of 3×3 convolutions take some 16 MiB of
 * it and a few more for each thread, besides what grows with the kernel: transformed weights, and
 * for a kernel's gradient the sums that it is made of, are 16 ninths of its size, or 46 ninths if
 * tiles are large, and then rounded up to a power of two. Transformed weights are kept for as long
 * as the weights live if they come again.
 */
public final class CpuProvider implements BackendProvider {
  static final String ID = "cpu";
  private static final int PRIORITY = 100;

  /** For ServiceLoader. */
  public CpuProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability probe() {
    int processors = Runtime.getRuntime().availableProcessors();
    return Availability.available(
        KernelChoice.choose(/* simd= */ true).description()
            + ", "
            + processors
            + (processors == 1 ? " thread" : " threads")
            + ", Java "
            + System.getProperty("java.version"));
  }

  @Override
  public Backend open(Map<String, String> options) {
    return new CpuBackend(CpuOptions.of(options));
  }

  @Override
  public List<String> jvmFlags() {
    return KernelChoice.missingFlags();
  }
}
