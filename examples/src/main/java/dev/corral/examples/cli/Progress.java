package dev.corral.examples.cli;

import java.io.PrintWriter;
import java.time.Duration;
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

  /** Does some work under a bar that shows how much of all is done; where nobody watches, bare. */
  <T> T show(String work, int done, int all, Supplier<T> doing) {
    if (!terminal.interactive()) {
      return doing.get();
    }
    Line line = new Line(terminal.out());
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(work)
            .setInitialMax(all)
            .startsFrom(done, Duration.ZERO)
            .setConsumer(line)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .hideEta();
    ProgressBar bar = builder.build();
    try {
      return doing.get();
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
