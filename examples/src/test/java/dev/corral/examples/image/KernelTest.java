package dev.corral.examples.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
  @Test
  void aMatrixIsTakenAsItIs() {
    Pass pass = Kernel.parse(" [[1, -2.5], [3e-1, 0]]").passes().get(0);
    assertThat(pass.matrices()).hasDimensions(1, 2);
    assertThat(pass.matrices()[0]).isDeepEqualTo(new double[][] {{1, -2.5}, {0.3, 0}});
  }

  @Test
  void theOddElementOfAnEvenSideIsBehind() {
    Pass pass = Kernel.parse("[[1,2,3,4],[5,6,7,8]]").passes().get(0);
    assertThat(new int[] {pass.above(), pass.below(), pass.left(), pass.right()})
        .containsExactly(0, 1, 1, 2);
  }

  @Test
  void twoPassesAreOneMatrix() {
    assertThat(Kernel.parse("box:2").matrix())
        .hasValueSatisfying(
            matrix ->
                assertThat(matrix).isDeepEqualTo(new double[][] {{0.25, 0.25}, {0.25, 0.25}}));
    assertThat(Kernel.parse("gaussian:1").matrix())
        .hasValueSatisfying(
            matrix -> {
              assertThat(matrix).hasDimensions(7, 7);
              assertThat(matrix[3][3] / matrix[2][1]).isCloseTo(Math.exp(2.5), within(1e-9));
            });
  }

  @Test
  void aLengthIsNoMatrix() {
    assertThat(Kernel.parse("sobel").matrix()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1,2],[3]]",
        "[]",
        "[[]]",
        "[1,2]",
        "[[1,x]]",
        "[[1,null]]",
        "[[1]",
        "[[1e999]]"
      })
  void whatIsNoMatrixIsRefused(String text) {
    assertThatThrownBy(() -> Kernel.parse(text))
        .isInstanceOf(KernelException.class)
        .hasMessageContainingAll("\"" + text + "\" is not a matrix", "[[1,-1]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          soble         | The nearest is sobel
          blur          | one of sobel, sobel-x
          sobel:3       | expected sobel. Leave the colon out
          gaussian      | expected gaussian:SIGMA. Add a number
          gaussian:     | from 0.1 to 100
          gaussian:x    | from 0.1 to 100
          gaussian:NaN  | from 0.1 to 100
          gaussian:1000 | from 0.1 to 100
          box:0         | a whole number of pixels
          box:2.5       | a whole number of pixels
          motion:100000 | Several smaller kernels
          """)
  void wrongNamesAndNumbersAreExplained(String text, String explanation) {
    assertThatThrownBy(() -> Kernel.parse(text))
        .isInstanceOf(KernelException.class)
        .hasMessageContainingAll("\"" + text + "\" is not a kernel", explanation);
  }
}
