package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Axis;
import dev.corral.backend.cpu.fast.field.Planes;
import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;
import java.util.stream.IntStream;

/**
 * Images as {@link RowPairs} reads them, band by band: the elements that some pairs of rows of
 * outputs are made from, and what is derived from them.
 */
final class RowPairFields {
  /** Elements of a band's fields, so that they stay in the second-level cache. */
  private static final int BAND = 1 << 17;

  /** Bands a thread, so that none waits long for the last. */
  private static final int TASKS = 4;

  private static final int LANES = ChannelKernels.LANES;

  private final Machine machine;
  private final Shape x;
  private final Window window;
  private final Axis columns;
  private final int[] columnPhases;
  private final int[] rowPhases;
  private final int pairs;
  private final int bandPairs;
  private final Planes first;

  RowPairFields(Machine machine, Shape x, Shape y, Window window) {
    this.machine = machine;
    this.x = x;
    this.window = window;
    int kw = window.kernelWidth();
    int sh = window.strideHeight();
    this.columns =
        Axis.of(x.dim(3), kw, window.strideWidth(), 1, window.padding().left(), y.dim(3));
    this.columnPhases = columns.phases(kw, 1);
    this.rowPhases = IntStream.range(0, Math.min(sh, window.kernelHeight())).toArray();
    this.pairs = (y.dim(2) + 1) / 2;
    long sizeOfPair = 2L * RowPairs.FIELDS * sh * x.dim(1) * x.dim(3);
    int byCache = (int) (BAND / Math.max(1, sizeOfPair));
    int wanted = TASKS * machine.workers().threads();
    int byThreads = (pairs * x.dim(0) + wanted - 1) / wanted;
    this.bandPairs = Math.max(1, Math.min(pairs, Math.min(byCache, byThreads)));
    this.first = planes(0);
  }

  private Planes planes(int firstPair) {
    int sh = window.strideHeight();
    int top = window.padding().top() - 2 * firstPair * sh;
    Axis rows = Axis.of(x.dim(2), window.kernelHeight(), sh, 1, top, 2 * bandPairs);
    return new Planes(rows, columns, rowPhases, columnPhases);
  }

  /** Bands of all images. */
  int bands() {
    return x.dim(0) * bandsOfImage();
  }

  private int bandsOfImage() {
    return (pairs + bandPairs - 1) / bandPairs;
  }

  int image(int band) {
    return band / bandsOfImage();
  }

  /** The first pair of rows of a band, counted from the image's first. */
  int firstPair(int band) {
    return band % bandsOfImage() * bandPairs;
  }

  /** Pairs of rows of a band. */
  int pairs(int band) {
    return Math.min(bandPairs, pairs - firstPair(band));
  }

  /** From one pair of rows to the next in a field. */
  int pitch() {
    return 2 * first.pitch();
  }

  /** Elements of a channel of a field. */
  int channelSize() {
    return first.channelSize();
  }

  /** Elements of a field: of all channels. */
  int size() {
    return (x.dim(1) * channelSize() + LANES - 1) / LANES * LANES;
  }

  /** Where an element of a channel lies, from the position of an output on. */
  int offset(int field, int row, int column) {
    return field * size() + first.offset(row, column);
  }

  /** The fields of a band, in scratch memory. */
  float[] of(float[] input, int band) {
    float[] field = machine.scratch().take((long) RowPairs.FIELDS * size());
    int image = image(band);
    planes(firstPair(band)).copy(input, image * x.dim(1), (image + 1) * x.dim(1), field, machine);
    ChannelKernels.pairRows(field, size(), first.pitch());
    return field;
  }
}
