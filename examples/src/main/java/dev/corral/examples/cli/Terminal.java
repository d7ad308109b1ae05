package dev.corral.examples.cli;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * Where output goes.
 *
 * @param out results and, if somebody watches, progress
 * @param err messages
 * @param interactive whether a person is watching, so that colour and progress make sense
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
  private static final String SAMPLE = "互×✓ᵀ─";

  /** The streams of this process. */
  static Terminal ofProcess() {
    Optional<Console> watched = watchedConsole();
    Charset charset = watched.map(Terminal::charset).orElse(StandardCharsets.UTF_8);
    return new Terminal(
        writer(System.out, charset), writer(System.err, charset), watched.isPresent());
  }

  /** Without a terminal there is no console, or, since Java 22, one that says so. */
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Console> watchedConsole() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
  }

  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJava) {
      return true;
    } catch (ReflectiveOperationException unexpected) {
      return false;
    }
  }

  /** The console's own, unless that cannot write what is to be written, as under LANG=C. */
  private static Charset charset(Console console) {
    Charset charset = console.charset();
    return charset.canEncode() && charset.newEncoder().canEncode(SAMPLE)
        ? charset
        : StandardCharsets.UTF_8;
  }

  private static PrintWriter writer(PrintStream stream, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(stream, charset), true);
  }

  /** Colours, on terminals that want them ({@code NO_COLOR} is respected). */
  Ansi ansi() {
    return interactive ? Ansi.AUTO : Ansi.OFF;
  }
}
