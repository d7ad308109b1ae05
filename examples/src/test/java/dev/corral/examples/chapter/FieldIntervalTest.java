package dev.corral.examples.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.chapter.FieldInterval.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldIntervalTest {
  @Test
  void growsFromTheLastLayerToTheFirst() {
    Layer plain = new Layer(2, 1, 0);
    assertThat(FieldInterval.of(0, List.of(plain))).isEqualTo(new FieldInterval(0, 1));
    assertThat(FieldInterval.of(0, List.of(plain, plain))).isEqualTo(new FieldInterval(0, 2));
    assertThat(FieldInterval.of(3, List.of())).isEqualTo(new FieldInterval(3, 3));
  }

  @Test
  void countsStridesAndPadding() {
    List<Layer> stack = List.of(new Layer(3, 2, 1), new Layer(3, 1, 1));
    FieldInterval field = FieldInterval.of(0, stack);
    assertThat(field).isEqualTo(new FieldInterval(-3, 3));
    assertThat(field.size()).isEqualTo(7);
    assertThat(field.contains(-3)).isTrue();
    assertThat(field.contains(4)).isFalse();
  }
}
