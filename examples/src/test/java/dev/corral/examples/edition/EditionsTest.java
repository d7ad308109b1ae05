package dev.corral.examples.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.Backends;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.layer.Fan;
import dev.corral.samples.PlainBackend;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EditionsTest {
  private static final int DRAWS = 20_000;

  private final Session session = Backends.of(new PlainBackend()).open();
  private final Scope scope = session.scope();

  @AfterEach
  void close() {
    session.close();
  }

  /** Draws as for a 1×2 kernel with one channel in and one out. */
  private float[] draw(Scheme scheme) {
    Tensor drawn =
        scheme.initializer().draw(scope.ops(), Shape.of(DRAWS), Fan.of(Shape.of(1, 1, 1, 2)), 5);
    return drawn.toArray();
  }

  private void assertUniform(Scheme scheme, double low, double high) {
    float[] values = draw(scheme);
    DoubleSummaryStatistics seen =
        IntStream.range(0, DRAWS).mapToDouble(i -> values[i]).summaryStatistics();
    double margin = (high - low) / 100;
    assertThat(seen.getMin()).isBetween(low - 1e-7, low + margin);
    assertThat(seen.getMax()).isBetween(high - margin, high + 1e-7);
    assertThat(seen.getAverage()).isCloseTo((low + high) / 2, within(margin));
  }

  private void assertNormal(Scheme scheme, double deviation) {
    float[] values = draw(scheme);
    double mean = IntStream.range(0, DRAWS).mapToDouble(i -> values[i]).average().orElseThrow();
    double square =
        IntStream.range(0, DRAWS).mapToDouble(i -> values[i] * values[i]).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(deviation / 30));
    assertThat(Math.sqrt(square)).isCloseTo(deviation, within(deviation / 30));
  }

  @Test
  void theFrameworksLayersBeginAsTheirDocumentationSays() {
    assertUniform(Editions.MXNET.weight(), -0.07, 0.07);
    assertUniform(Editions.PYTORCH.weight(), -Math.sqrt(0.5), Math.sqrt(0.5));
    assertUniform(Editions.TENSORFLOW.weight(), -Math.sqrt(1.5), Math.sqrt(1.5));
    assertNormal(Editions.PADDLE.weight(), 1);
  }

  @Test
  void theHandwrittenLayersBeginAsTheBookWritesThem() {
    assertUniform(Editions.MXNET.handwrittenWeight(), -0.07, 0.07);
    assertUniform(Editions.PYTORCH.handwrittenWeight(), 0, 1);
    assertNormal(Editions.TENSORFLOW.handwrittenWeight(), 0.05);
    assertNormal(Editions.TENSORFLOW.handwrittenBias(), 0.05);
    assertUniform(Editions.PADDLE.handwrittenWeight(), 0, 1);
    for (Edition edition : new Edition[] {Editions.MXNET, Editions.PYTORCH, Editions.PADDLE}) {
      assertThat(draw(edition.handwrittenBias())).containsOnly(0);
    }
  }

  @Test
  void weightsPrintWithTheDigitsOfTheBook() {
    assertThat(Editions.MXNET.print(0.9895f)).isEqualTo("0.9895");
    assertThat(Editions.PYTORCH.print(1.0009753f)).isEqualTo("1.0010");
    assertThat(Editions.PADDLE.print(-1.0735247f)).isEqualTo("-1.07352471");
    assertThat(Editions.TENSORFLOW.print(1e-5f)).isEqualTo("0.000010");
  }
}
