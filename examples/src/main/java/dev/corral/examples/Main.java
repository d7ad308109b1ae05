package dev.corral.examples;

import com.google.inject.Guice;
import dev.corral.examples.chapter.ChapterModule;
import dev.corral.examples.cli.CliModule;
import dev.corral.examples.cli.CorralCommand;

/** Starts the command line. */
public final class Main {
  /** Guice's class generation uses methods that newer JVMs warn of; it can do without. */
  private static final String GUICE_BYTECODE = "guice_bytecode_gen_option";

  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    if (System.getProperty(GUICE_BYTECODE) == null) {
      System.setProperty(GUICE_BYTECODE, "DISABLED");
    }
    System.exit(
        Guice.createInjector(new ChapterModule(), new CliModule(Main.class, args))
            .getInstance(CorralCommand.class)
            .execute());
  }
}
