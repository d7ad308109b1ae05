package dev.corral.backend.opencl;

import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.BackendOpenException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Offers the OpenCL backend, {@code opencl}.
 *
 * <p>Options, and the system properties that stand in for them:
 *
 * <ul>
 *   <li>{@code device}, {@code -Dcorral.opencl.device}: the device's index or part of its name; by
 *       default the first GPU, or else the first of what there is.
 *   <li>{@code family}, {@code -Dcorral.opencl.family}: {@code cpu} or {@code gpu}, the kernels to
 *       use instead of those for the device's type.
 *   <li>{@code -Dcorral.opencl.cache}: the directory where built programs are kept, or {@code off};
 *       by default {@code corral/opencl} in {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
 * </ul>
 */
public final class OpenClProvider implements BackendProvider {
  static final String ID = "opencl";

  private @Nullable Availability answer;

  /** For ServiceLoader; loads nothing. */
  public OpenClProvider() {}

  @Override
  public String id() {
    return ID;
  }

  /** The rank on a GPU; other devices rank below the CPU backend. */
  @Override
  public int priority() {
    return 200;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public synchronized Availability probe() {
    if (answer == null) {
      answer = Probe.run();
    }
    return answer;
  }

  @Override
  public Backend open(Map<String, String> options) {
    Settings settings = Settings.of(options);
    if (probe() instanceof Availability.Unavailable no) {
      throw new BackendOpenException(no.reason(), "an OpenCL device", no.remedy(), null);
    }
    return OpenClBackend.open(settings);
  }

  @Override
  public List<String> jvmFlags() {
    return NativeAccess.missingFlags();
  }

  @Override
  public Map<String, String> environment() {
    return SignalChaining.missingVariables();
  }
}
