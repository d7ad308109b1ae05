package dev.corral.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.chapter.Item;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Correlation;
import dev.corral.examples.chapter.Item.FieldGrowth;
import dev.corral.examples.chapter.Item.Frames;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Run;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Training;
import dev.corral.examples.chapter.Result;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumbersTest {
  private static Matrix matrix(float value) {
    return new Matrix("m", List.of(1, 2), List.of(1f, value), "");
  }

  private static Result result(Item... items) {
    return new Result(List.of(items));
  }

  /** Each kind of item that numbers come in, holding a given one. */
  static List<Function<Float, Item>> kinds() {
    return List.of(
        NumbersTest::matrix,
        value -> new Check("", Source.BOOK, "", "", true, matrix(0), matrix(value)),
        value -> new Correlation(matrix(0), matrix(0), null, matrix(value)),
        value -> new Frames("", List.of(matrix(0), matrix(value))),
        value -> new FieldGrowth("", List.of(3, value.intValue())),
        value ->
            new Training("", List.of(new Run("", List.of(value), List.of(matrix(0)), Map.of()))),
        value ->
            new Training("", List.of(new Run("", List.of(1f), List.of(matrix(value)), Map.of()))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theLargestDifferenceCounts(Function<Float, Item> kind) {
    Result a = result(kind.apply(5f), matrix(2));
    Result b = result(kind.apply(8f), matrix(3));
    assertThat(Numbers.largestDifference(a, b)).isEqualTo(OptionalDouble.of(3));
    assertThat(Numbers.largestDifference(a, a)).isEqualTo(OptionalDouble.of(0));
  }

  @Test
  void whatIsNotThereCannotBeCompared() {
    assertThat(Numbers.largestDifference(result(matrix(1)), result())).isEmpty();
  }
}
