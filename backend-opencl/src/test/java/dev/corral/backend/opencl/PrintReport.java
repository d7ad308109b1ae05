package dev.corral.backend.opencl;

import dev.corral.backend.Backends;

/** Prints the discovery report, then whether another discovery says the same, at once. */
final class PrintReport {
  static final String SAME = "the same again";

  private PrintReport() {}

  public static void main(String... args) {
    String report = Backends.discover().toString();
    System.out.println(report);
    long start = System.nanoTime();
    String second = Backends.discover().toString();
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    System.out.println(
        second.equals(report) && milliseconds < 200
            ? SAME
            : "after " + milliseconds + " ms: " + second);
  }
}
