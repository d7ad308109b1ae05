package dev.corral.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.chapter.Result;
import dev.corral.examples.chapter.Section;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.DeviceException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;

class ChapterRunTest {
  private static final Result GOOD =
      new Result(List.of(new Check("a sum", Source.BOOK, "19", "19", true)));

  private final Session session = Backends.of(new PlainBackend()).open();
  private final Report report = mock(Report.class);
  private final PrintWriter nowhere = new PrintWriter(new StringWriter());
  private final ChapterRun run =
      new ChapterRun(
          session, Options.DEFAULT, report, new Progress(new Terminal(nowhere, nowhere, false)));

  @AfterEach
  void close() {
    session.close();
  }

  private record Fake(String id, Supplier<Result> result) implements Experiment {
    @Override
    public Section section() {
      return new Section("假", "Fake");
    }

    @Override
    public Result run(Session session, Options options) {
      return result.get();
    }
  }

  @Test
  void reportsEachExperimentInItsTurn() {
    Experiment first = new Fake("first", () -> GOOD);
    Experiment second = new Fake("second", () -> GOOD);
    assertThat(run.run(List.of(first, second))).isTrue();
    InOrder order = inOrder(report);
    order.verify(report).begin(session.backend(), Options.DEFAULT);
    order.verify(report).add(first, GOOD);
    order.verify(report).add(second, GOOD);
    order.verify(report).end();
  }

  @Test
  void aFailingDeviceCostsOneExperimentAndTheVerdict() {
    Experiment failing =
        new Fake(
            "failing",
            () -> {
              throw new DeviceException("the device was lost", "a device", "Plug it in", null);
            });
    Experiment next = new Fake("next", () -> GOOD);
    assertThat(run.run(List.of(failing, next))).isFalse();
    ArgumentCaptor<Result> result = ArgumentCaptor.forClass(Result.class);
    InOrder order = inOrder(report);
    order.verify(report).add(eq(failing), result.capture());
    order.verify(report).add(next, GOOD);
    order.verify(report).end();
    assertThat(result.getValue().checks().get(0).actual()).contains("the device was lost");
  }
}
