/**
 * The backend {{id}}. META-INF/services declares the same provider, for the class path.
 *
 * @provides dev.corral.spi.BackendProvider the backend
 */
module {{package}} {
  requires dev.corral.api;

  provides dev.corral.spi.BackendProvider with
      {{package}}.{{class}};
}
