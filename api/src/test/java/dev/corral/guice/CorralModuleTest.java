package dev.corral.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import dev.corral.backend.BackendEntry;
import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.NoBackendException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorralModuleTest {

  /** Counts what is done to it. */
  private static final class Counted extends PlainBackend {
    private final String id;
    private final int priority;
    private int probes;
    private int opens;
    private int closes;

    Counted(String id, int priority) {
      this.id = id;
      this.priority = priority;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public Availability probe() {
      probes++;
      return super.probe();
    }

    @Override
    public Backend open(Map<String, String> options) {
      opens++;
      return this;
    }

    @Override
    public void close() {
      closes++;
    }
  }

  private static final class Application {
    private final Session session;

    @Inject
    Application(Session session) {
      this.session = session;
    }
  }

  private final Counted low = new Counted("low", 1);
  private final Counted high = new Counted("high", 2);
  private final CorralModule module = new CorralModule().among(Backends.of(low, high));

  private static Module adding(BackendProvider provider) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        Multibinder.newSetBinder(binder(), BackendProvider.class).addBinding().toInstance(provider);
      }
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DEVELOPMENT", "PRODUCTION"})
  void nothingIsProbedOrOpenedBeforeASessionIsAskedFor(Stage stage) {
    Counted added = new Counted("added", 3);
    Injector injector = Guice.createInjector(stage, module, adding(added));
    Provider<Session> provider = injector.getProvider(Session.class);
    injector.getInstance(SessionOwner.class).close();
    for (Counted backend : new Counted[] {low, high, added}) {
      assertThat(backend.probes + backend.opens + backend.closes).isZero();
    }
    assertThatThrownBy(provider::get)
        .isInstanceOf(ProvisionException.class)
        .hasCauseInstanceOf(ClosedException.class);
    assertThat(added.opens).isZero();
  }

  @Test
  void anInjectorHasOneSessionWhichItsOwnerCloses() {
    Injector injector = Guice.createInjector(module);
    SessionOwner owner = injector.getInstance(SessionOwner.class);
    Session session = injector.getInstance(Application.class).session;
    assertThat(injector.getInstance(Session.class)).isSameAs(session).isSameAs(owner.session());
    assertThat(session.backend().id()).isEqualTo("high");
    assertThat(high.opens).isEqualTo(1);
    owner.close();
    owner.close();
    assertThat(session.isClosed()).isTrue();
    assertThat(high.closes).isEqualTo(1);
    assertThat(low.opens + low.closes).isZero();
    assertThatThrownBy(owner::session)
        .isInstanceOf(ClosedException.class)
        .hasMessage(
            "a session was asked for after the injector's session owner had closed; expected an"
                + " open owner. Close the owner when the application ends, or make another"
                + " injector.");
  }

  @Test
  void injectorsOfOneModuleHaveSessionsOfTheirOwn() {
    try (SessionOwner first = Guice.createInjector(module).getInstance(SessionOwner.class);
        SessionOwner second = Guice.createInjector(module).getInstance(SessionOwner.class)) {
      assertThat(first.session()).isNotSameAs(second.session());
    }
    assertThat(high.opens).isEqualTo(2);
    assertThat(high.closes).isEqualTo(2);
  }

  @Test
  void aNamedBackendIsOpened() {
    Injector injector = Guice.createInjector(module.select("low"));
    try (SessionOwner owner = injector.getInstance(SessionOwner.class)) {
      assertThat(owner.session().backend().id()).isEqualTo("low");
    }
  }

  @Test
  void boundProvidersJoinTheChoice() {
    Counted added = new Counted("added", 3);
    Injector injector =
        Guice.createInjector(adding(added), module, adding(new Counted("other", -1)));
    try (SessionOwner owner = injector.getInstance(SessionOwner.class)) {
      assertThat(injector.getInstance(Session.class).backend().id()).isEqualTo("added");
      assertThat(injector.getInstance(Backends.class)).isSameAs(owner.backends());
      assertThat(owner.backends().entries().stream().map(BackendEntry::id))
          .containsExactly("added", "high", "low", "other");
    }
    assertThat(added.closes).isEqualTo(1);
  }

  @Test
  void withoutAChoiceOfItsOwnItTakesTheClassPaths() {
    Injector injector = Guice.createInjector(new CorralModule(), adding(low));
    try (SessionOwner owner = injector.getInstance(SessionOwner.class)) {
      assertThat(owner.backends().entries().stream().map(BackendEntry::id))
          .containsAll(Backends.discover().entries().stream().map(BackendEntry::id).toList())
          .contains("low");
    }
  }

  @Test
  void whatDoesNotOpenIsToldAndCanBeAskedAgain() {
    Injector injector = Guice.createInjector(module.select("hihg"));
    SessionOwner owner = injector.getInstance(SessionOwner.class);
    assertThatThrownBy(() -> injector.getInstance(Application.class))
        .isInstanceOf(ProvisionException.class)
        .hasCauseInstanceOf(NoBackendException.class)
        .hasMessageContaining("there is no backend named \"hihg\"");
    assertThatThrownBy(owner::session)
        .isInstanceOf(NoBackendException.class)
        .hasMessageContaining("Did you mean high");
    assertThatCode(owner::close).doesNotThrowAnyException();
  }
}
