package dev.corral.examples.cli;

import picocli.CommandLine.Help.Ansi;

/**
 * Emphasis, where a terminal shows it.
 *
 * @param ansi whether it does
 */
record Styles(Ansi ansi) {
  String bold(String text) {
    return styled("bold", text);
  }

  /** The sign of a verdict. */
  String mark(boolean holds) {
    return holds ? styled("green", "✓") : styled("bold,red", "✗");
  }

  private String styled(String style, String text) {
    return ansi.string("@|" + style + " " + text + "|@");
  }
}
