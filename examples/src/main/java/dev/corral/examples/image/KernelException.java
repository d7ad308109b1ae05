package dev.corral.examples.image;

import dev.corral.tensor.CorralException;

/** What was written is not a kernel. */
public final class KernelException extends CorralException {
  private static final long serialVersionUID = 1L;

  KernelException(String given, String expected, String remedy) {
    super(given, expected, remedy, null);
  }
}
