package dev.corral.examples.cli;

import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.corral.examples.Main;
import dev.corral.examples.chapter.ChapterModule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs commands in this JVM and catches what they print. */
final class CommandLineHarness {
  private CommandLineHarness() {}

  /** What a command did. */
  record Outcome(int code, String out, String err) {}

  static Outcome run(String... args) {
    return run(false, args);
  }

  static Outcome runWatched(String... args) {
    return run(true, args);
  }

  private static Outcome run(boolean watched, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), watched);
    // The JVM of the tests is not to be started a second time.
    String[] here =
        Stream.concat(Stream.of("--no-relaunch"), Arrays.stream(args)).toArray(String[]::new);
    int code =
        Guice.createInjector(
                new ChapterModule(),
                Modules.override(new CliModule(Main.class, here))
                    .with(binder -> binder.bind(Terminal.class).toInstance(terminal)))
            .getInstance(CorralCommand.class)
            .execute();
    return new Outcome(code, out.toString(), err.toString());
  }
}
