package dev.corral.backend.opencl;

/** Arithmetic of work that is cut in pieces. */
final class Tiles {
  private Tiles() {}

  /** Pieces of a size that cover so many things. */
  static int count(long things, int size) {
    return Math.toIntExact((things + size - 1) / size);
  }

  /** Shares to divide pieces of work into so that there are about as many as wanted. */
  static int shares(long pieces, long wanted, int most) {
    return (int) Math.max(1, Math.min(most, (wanted + pieces - 1) / pieces));
  }
}
