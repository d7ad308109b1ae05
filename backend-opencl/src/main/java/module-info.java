/**
 * The backend that computes on OpenCL devices.
 *
 * @provides dev.corral.spi.BackendProvider {@code opencl}
 */
// JOCL has no module descriptor; the module's name comes from the name of its jar.
@SuppressWarnings("requires-automatic")
module dev.corral.backend.opencl {
  requires dev.corral.api;
  requires static org.jspecify;
  requires java.logging;
  requires jocl;

  provides dev.corral.spi.BackendProvider with
      dev.corral.backend.opencl.OpenClProvider;
}
