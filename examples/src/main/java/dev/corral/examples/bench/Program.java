package dev.corral.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that computes a first answer, prints it and ends.
 *
 * @param name what tables call it
 * @param command how to start it
 * @param answer the line that it has to print first
 */
public record Program(String name, List<String> command, String answer) {
  /** A run lasts from the process' start to the answer. */
  Job job() {
    return new Start();
  }

  private final class Start implements Job {
    private @Nullable Process last;

    @Override
    public void run(int calls) {
      for (int i = 0; i < calls; i++) {
        try {
          start();
        } catch (IOException problem) {
          throw new UncheckedIOException(name + " does not run: " + command, problem);
        }
      }
    }

    /** The process ends by itself, while nothing is timed. */
    private void start() throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command);
      last = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader output = last.inputReader();
      String line = output.readLine();
      if (!answer.equals(line)) {
        throw new IllegalStateException(
            name + " printed " + line + "; expected " + answer + "; run " + command);
      }
    }

    @Override
    public void close() {
      if (last != null) {
        last.onExit().join();
      }
    }
  }
}
