package dev.corral.examples.cli;

import dev.corral.examples.chapter.Item;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Heading;
import dev.corral.examples.chapter.Item.Lines;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Picture;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The items of a section as lines of text; matrices that follow each other share their lines. */
final class ItemLayout {
  static final int WIDTH = 80;

  private static final int GAP = 4;
  private static final int NARROW_GAP = 2;
  private static final int MARK_AND_COLON = "✓ : ".length();
  private static final String INDENT = "  ";
  private static final String CAME_OUT = "came out";
  private static final int LABEL_WIDTH = "expected  ".length();

  private final Styles styles;
  private final List<String> lines = new ArrayList<>();
  private final List<List<String>> row = new ArrayList<>();

  private ItemLayout(Styles styles) {
    this.styles = styles;
  }

  static List<String> lines(List<Item> items, Styles styles) {
    ItemLayout layout = new ItemLayout(styles);
    List<Item> printed = items.stream().filter(item -> !(item instanceof Picture)).toList();
    for (int i = 0; i < printed.size(); i++) {
      layout.add(printed.get(i), i > 0 && together(printed.get(i - 1), printed.get(i)));
    }
    layout.endRow();
    return layout.lines;
  }

  /** What is of one kind stands together, and so does a heading with what it heads. */
  private static boolean together(Item before, Item item) {
    return before instanceof Heading
        || (before.getClass() == item.getClass() && !(item instanceof Text));
  }

  private void add(Item item, boolean together) {
    if (!together) {
      endRow();
      lines.add("");
    }
    if (item instanceof Matrix matrix) {
      add(titled(matrix.name(), matrix.printed()));
    } else if (item instanceof Text text) {
      lines.addAll(TextLayout.wrap(text.text(), WIDTH));
    } else if (item instanceof Heading heading) {
      lines.add(styles.bold(heading.title()));
    } else if (item instanceof Lines verbatim) {
      lines.addAll(verbatim.lines());
    } else if (item instanceof Check check) {
      add(check);
    }
  }

  private void add(List<String> matrix) {
    List<List<String>> longer = new ArrayList<>(row);
    longer.add(matrix);
    if (INDENT.length() + TextLayout.width(TextLayout.beside(longer, GAP)) > WIDTH) {
      endRow();
    }
    row.add(matrix);
  }

  private void endRow() {
    indent(TextLayout.beside(row, GAP));
    row.clear();
  }

  /** Short values behind the claim, long ones below each other, matrices side by side. */
  private void add(Check check) {
    String source = check.source() == Source.BOOK ? "book" : "expected";
    String claim = styles.mark(check.holds()) + " " + check.claim();
    String values = source + " " + check.expected() + " · came out " + check.actual();
    if (values.contains("\n")) {
      lines.add(claim);
      beside(titled(source, check.expected()), titled(CAME_OUT, check.actual()));
    } else if (MARK_AND_COLON + check.claim().length() + values.length() > WIDTH) {
      lines.add(claim);
      below(source, check.expected());
      below(CAME_OUT, check.actual());
    } else {
      lines.add(claim + ": " + values);
    }
  }

  private static List<String> titled(String title, String block) {
    return Stream.concat(Stream.of(title), block.lines()).toList();
  }

  /** Two blocks side by side if they fit. */
  private void beside(List<String> left, List<String> right) {
    int width = INDENT.length() + TextLayout.width(left) + TextLayout.width(right);
    if (width + NARROW_GAP <= WIDTH) {
      int gap = Math.min(GAP, WIDTH - width);
      indent(TextLayout.beside(List.of(left, right), gap));
    } else {
      indent(left);
      indent(right);
    }
  }

  /** A label with its text in a column of its own. */
  private void below(String label, String text) {
    String padded = label + " ".repeat(LABEL_WIDTH - label.length());
    List<String> wrapped = TextLayout.wrap(text, WIDTH - INDENT.length() - LABEL_WIDTH);
    indent(TextLayout.beside(List.of(List.of(padded), wrapped), 0));
  }

  private void indent(List<String> block) {
    block.forEach(line -> lines.add(INDENT + line));
  }
}
