package dev.corral.examples.cli;

import dev.corral.backend.BackendEntry;

/** What documents say of the backend that something was computed on. */
record JsonBackend(String id, String device, String provider, String version, String location) {
  static JsonBackend of(BackendEntry entry) {
    return new JsonBackend(
        entry.id(), entry.device(), entry.providerClass(), entry.version(), entry.location());
  }
}
