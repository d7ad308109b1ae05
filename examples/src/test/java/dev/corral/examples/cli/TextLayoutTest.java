package dev.corral.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextLayoutTest {
  @Test
  void wrapsBetweenWordsAndLeavesLongOnesWhole() {
    assertThat(TextLayout.wrap("one  two three", 7)).containsExactly("one two", "three");
    assertThat(TextLayout.wrap("a word-of-twenty-letters b", 8))
        .containsExactly("a", "word-of-twenty-letters", "b");
    assertThat(TextLayout.wrap("", 8)).containsExactly("");
  }

  @Test
  void placesBlocksSideBySide() {
    assertThat(TextLayout.beside(List.of(List.of("X", "[1]"), List.of("K"), List.of("YY")), 2))
        .containsExactly("X    K  YY", "[1]");
    assertThat(TextLayout.beside(List.of(), 2)).isEmpty();
  }
}
