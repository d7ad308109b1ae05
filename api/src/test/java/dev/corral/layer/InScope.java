package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import org.junit.jupiter.api.AfterEach;

/** A test with a scope, at whose close nothing may stay alive. */
abstract class InScope {
  final Session session = Backends.of(new PlainBackend()).open();
  final Scope scope = session.scope();
  final Ops ops = scope.ops();

  @AfterEach
  void nothingStaysAlive() {
    scope.close();
    assertThat(session.liveTensors()).isZero();
    assertThat(session.liveBytes()).isZero();
    session.close();
  }
}
