package dev.corral.examples.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.corral.examples.bench.Rivals;
import java.util.List;

/** Binds what the commands need of the process. */
public final class CliModule extends AbstractModule {
  private final Invocation invocation;

  /**
   * For one call of the program.
   *
   * @param main the class whose main method got the arguments
   * @param arguments the command and its options
   */
  public CliModule(Class<?> main, String... arguments) {
    this.invocation = new Invocation(main.getName(), List.of(arguments));
  }

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), Rivals.class).setDefault().toInstance(Rivals.NONE);
    Multibinder<Subcommand> commands = Multibinder.newSetBinder(binder(), Subcommand.class);
    // In the order in which the help lists them.
    commands.addBinding().to(RunCommand.class);
    commands.addBinding().to(ListCommand.class);
    commands.addBinding().to(FilterCommand.class);
    commands.addBinding().to(LearnCommand.class);
    commands.addBinding().to(ReportCommand.class);
    commands.addBinding().to(BackendsCommand.class);
    commands.addBinding().to(BenchCommand.class);
    commands.addBinding().to(ConformanceCommand.class);
    commands.addBinding().to(NewBackendCommand.class);
  }

  @Provides
  @Singleton
  Terminal terminal() {
    return Terminal.ofProcess();
  }

  @Provides
  Invocation invocation() {
    return invocation;
  }
}
