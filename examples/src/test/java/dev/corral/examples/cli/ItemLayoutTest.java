package dev.corral.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.chapter.Item;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Heading;
import dev.corral.examples.chapter.Item.Lines;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ItemLayoutTest {
  private static String layout(Item... items) {
    return String.join("\n", ItemLayout.lines(List.of(items), new Styles(Ansi.OFF)));
  }

  private static Matrix matrix(String name, String printed) {
    return new Matrix(name, List.of(), List.of(), printed);
  }

  @Test
  void matricesShareLinesWhileTheyFit() {
    assertThat(layout(matrix("X", "[[0., 1.],\n [2., 3.]]"), matrix("K", "[[1.]]")))
        .isEqualTo("\n  X             K\n  [[0., 1.],    [[1.]]\n   [2., 3.]]");
    String wide = "[" + "0, ".repeat(20) + "0]";
    assertThat(layout(matrix("X", wide), matrix("Y", wide)))
        .isEqualTo("\n  X\n  " + wide + "\n  Y\n  " + wide);
  }

  @Test
  void kindsAreSetApartAndHeadingsStayWithTheirText() {
    assertThat(
            layout(
                new Heading("MXNet edition"),
                new Text("From there"),
                new Lines(List.of("epoch 2, loss 4.949")),
                new Check("losses", Source.BOOK, "4.949", "4.949", true),
                new Check("field", Source.THEORY, "4", "5", false)))
        .isEqualTo(
            """

            MXNet edition
            From there

            epoch 2, loss 4.949

            ✓ losses: book 4.949 · came out 4.949
            ✗ field: expected 4 · came out 5""");
  }

  @Test
  void longValuesStandBelowEachOtherAndMatricesSideBySide() {
    String losses = "16.734, 6.225, 2.444, 0.983, 0.400";
    assertThat(layout(new Check("losses", Source.BOOK, losses, losses, true)))
        .isEqualTo("\n✓ losses\n  book      " + losses + "\n  came out  " + losses);
    assertThat(layout(new Check("Y", Source.BOOK, "[[1.],\n [2.]]", "[[1.],\n [3.]]", false)))
        .isEqualTo(
            """

            ✗ Y
              book      came out
              [[1.],    [[1.],
               [2.]]     [3.]]""");
  }
}
