package dev.corral.examples.peers;

import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.multibindings.OptionalBinder;
import dev.corral.examples.bench.Rivals;
import dev.corral.examples.chapter.ChapterModule;
import dev.corral.examples.cli.CliModule;
import dev.corral.examples.cli.CorralCommand;
import java.util.stream.Stream;

/** Starts the command {@code bench} with the peers joined. */
public final class PeersMain {
  private PeersMain() {}

  /**
   * Runs the benchmark and ends the JVM with its exit code.
   *
   * @param args the options of {@code bench}
   */
  public static void main(String[] args) {
    String[] command = Stream.concat(Stream.of("bench"), Stream.of(args)).toArray(String[]::new);
    System.exit(
        Guice.createInjector(
                new ChapterModule(), new CliModule(PeersMain.class, command), PeersMain::bindPeers)
            .getInstance(CorralCommand.class)
            .execute());
  }

  private static void bindPeers(Binder binder) {
    OptionalBinder.newOptionalBinder(binder, Rivals.class).setBinding().to(Peers.class);
  }
}
