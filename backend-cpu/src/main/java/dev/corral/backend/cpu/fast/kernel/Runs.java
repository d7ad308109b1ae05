package dev.corral.backend.cpu.fast.kernel;

import java.util.Arrays;

/**
 * Neighbouring positions of an image, as runs of neighbouring elements: positions count along the
 * rows of the output, and one row after the other lies a pitch further in the input.
 */
public final class Runs {
  private final int width;
  private final int pitch;
  private final int height;
  private final int imagePitch;
  private int[] starts = new int[8];
  private int[] lengths = new int[8];
  private int count;
  private int positions;
  private int[] elements = new int[0];
  private int[] vectors = new int[0];
  private float[] room = new float[0];
  private int wholeVectors;

  /**
   * The positions of an image.
   *
   * @param width positions in a row
   * @param pitch from one row to the next in the input
   */
  public Runs(int width, int pitch) {
    this(width, pitch, Integer.MAX_VALUE, 0);
  }

  /**
   * The positions of several images, one after the other.
   *
   * @param width positions in a row
   * @param pitch from one row to the next in the input
   * @param height rows of an image
   * @param imagePitch from one image to the next in the input
   */
  public Runs(int width, int pitch, int height, int imagePitch) {
    this.width = width;
    this.pitch = pitch;
    this.height = height;
    this.imagePitch = imagePitch;
  }

  /** Sets the runs to so many positions. */
  public void locate(int first, int positions) {
    count = 0;
    this.positions = positions;
    int done = 0;
    while (done < positions) {
      int row = (first + done) / width;
      int column = (first + done) % width;
      int length = Math.min(positions - done, width - column);
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        lengths = Arrays.copyOf(lengths, 2 * count);
      }
      starts[count] = row / height * imagePitch + row % height * pitch + column;
      lengths[count++] = length;
      done += length;
    }
  }

  public int count() {
    return count;
  }

  /** Positions of all runs. */
  public int positions() {
    return positions;
  }

  int start(int run) {
    return starts[run];
  }

  public int length(int run) {
    return lengths[run];
  }

  /**
   * Where the element of each position lies, one run after the other; valid until the next call.
   */
  int[] elements() {
    if (elements.length < positions) {
      elements = new int[positions];
    }
    int filled = 0;
    for (int run = 0; run < count; run++) {
      for (int i = 0; i < lengths[run]; i++) {
        elements[filled++] = starts[run] + i;
      }
    }
    return elements;
  }

  /**
   * Cuts equally long runs into vectors of some lanes: for each, its first position and where the
   * element of that lies; first the whole ones, then the last of each run if it is not whole. Valid
   * until the next call.
   */
  int[] vectors(int lanes) {
    int length = count == 0 ? 0 : lengths[0];
    int ofRun = length / lanes;
    wholeVectors = ofRun * count;
    if (vectors.length < 2 * (wholeVectors + count)) {
      vectors = new int[2 * (wholeVectors + count)];
    }
    for (int run = 0; run < count; run++) {
      for (int i = 0; i <= ofRun; i++) {
        int at = i < ofRun ? run * ofRun + i : wholeVectors + run;
        vectors[2 * at] = run * length + i * lanes;
        vectors[2 * at + 1] = starts[run] + i * lanes;
      }
    }
    return vectors;
  }

  /** How many of the vectors that were cut last are whole. */
  int wholeVectors() {
    return wholeVectors;
  }

  /** So many elements to work in; valid until the next call. */
  float[] room(int count) {
    if (room.length < count) {
      room = new float[count];
    }
    return room;
  }

  /** Copies the elements at the positions, one run after the other. */
  public void copy(float[] x, int at, float[] y, int to) {
    int filled = to;
    for (int run = 0; run < count; run++) {
      System.arraycopy(x, at + starts[run], y, filled, lengths[run]);
      filled += lengths[run];
    }
  }
}
