package dev.corral.examples.cli;

/** What the program ends with; picocli ends with {@link #USAGE} itself. */
final class ExitCode {
  static final int HOLDS = 0;
  static final int FAILS = 1;
  static final int USAGE = 2;
  static final int NO_BACKEND = 3;

  private ExitCode() {}
}
