/**
 * Tensors, the SPI of their backends, and everything that is the same on all of them: discovery,
 * checks, autograd, layers and the conformance kit.
 *
 * @uses dev.corral.spi.BackendProvider to find the backends
 */
@SuppressWarnings("requires-automatic")
module dev.corral.api {
  requires static com.google.guice;
  requires static org.jspecify;

  exports dev.corral.tensor;
  exports dev.corral.spi;
  exports dev.corral.autograd;
  exports dev.corral.backend;
  exports dev.corral.conformance;
  exports dev.corral.conformance.fuzz;
  exports dev.corral.conformance.reference;
  exports dev.corral.conformance.rules;
  exports dev.corral.guice;
  exports dev.corral.layer;

  uses dev.corral.spi.BackendProvider;
}
