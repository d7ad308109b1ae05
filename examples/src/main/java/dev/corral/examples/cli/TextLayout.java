package dev.corral.examples.cli;

import java.util.ArrayList;
import java.util.List;

/** Arranges lines of text. */
final class TextLayout {
  private TextLayout() {}

  /** A paragraph broken between words into lines of at most a width, if no word is longer. */
  static List<String> wrap(String paragraph, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : paragraph.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Blocks of lines side by side, aligned at the top. */
  static List<String> beside(List<List<String>> blocks, int gap) {
    int height = blocks.stream().mapToInt(List::size).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      int column = 0;
      for (List<String> block : blocks) {
        line.append(" ".repeat(Math.max(0, column - line.length())));
        line.append(i < block.size() ? block.get(i) : "");
        column += width(block) + gap;
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** The length of the longest line. */
  static int width(List<String> block) {
    return block.stream().mapToInt(String::length).max().orElse(0);
  }
}
