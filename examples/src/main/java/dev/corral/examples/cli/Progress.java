package dev.corral.examples.cli;

import java.io.PrintWriter;
import java.util.function.Function;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar that a person sees while something runs, and that leaves no trace. It shares the output
 * with the results: that is known to be the terminal, where the error stream may be redirected.
 */
final class Progress {
  private static final int WIDTH = 70;

  private final Terminal terminal;

  Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Where work says how far it is. */
  interface Steps {
    /** So many steps of all are done. */
    void done(int steps, int all);
  }

  /** Does some work under a bar that shows how much of all is done; where nobody watches, bare. */
  <T> T show(String work, int done, int all, Supplier<T> doing) {
    return follow(
        work,
        steps -> {
          steps.done(done, all);
          return doing.get();
        });
  }

  /** Does some work under a bar that follows it; where nobody watches, bare. */
  <T> T follow(String work, Function<Steps, T> doing) {
    if (!terminal.interactive()) {
      return doing.apply((steps, all) -> {});
    }
    Line line = new Line(terminal.out());
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(work)
            .setConsumer(line)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .hideEta()
            .build();
    try {
      return doing.apply((steps, all) -> bar.maxHint(all).stepTo(steps));
    } finally {
      bar.close();
      // Not left to the bar: it forgets to when it is closed before it was first drawn.
      line.clear();
    }
  }

  /** One line of the terminal, written over again and again. */
  private record Line(PrintWriter out) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String bar) {
      out.print("\r" + bar);
      out.flush();
    }

    @Override
    public void clear() {
      accept(" ".repeat(WIDTH) + "\r");
    }

    @Override
    public void close() {}
  }
}
