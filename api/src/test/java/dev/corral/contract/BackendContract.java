package dev.corral.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.spi.BackendProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A session on the backend under test; when it ends, nothing may be left alive in it. */
public abstract class BackendContract {
  private Session session;

  /**
   * The backend under test.
   *
   * @return its provider
   */
  protected abstract BackendProvider provider();

  /**
   * The backend's settings.
   *
   * @return by name; none by default
   */
  protected Map<String, String> options() {
    return Map.of();
  }

  @BeforeEach
  void openSession() {
    session = Backends.of(provider()).open(provider().id(), options());
  }

  @AfterEach
  void closeSession() {
    assertThat(session.liveTensors()).as("live tensors").isZero();
    assertThat(session.liveBytes()).as("live bytes").isZero();
    session.close();
  }

  final Session session() {
    return session;
  }

  final Scope scope() {
    return session.scope();
  }
}
