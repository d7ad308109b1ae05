/**
 * The backends that compute on the CPU.
 *
 * @provides dev.corral.spi.BackendProvider {@code cpu}, the fast one, and {@code cpu-naive}, the
 *     textbook loops
 */
module dev.corral.backend.cpu {
  requires dev.corral.api;
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  provides dev.corral.spi.BackendProvider with
      dev.corral.backend.cpu.fast.CpuProvider,
      dev.corral.backend.cpu.naive.NaiveProvider;
}
