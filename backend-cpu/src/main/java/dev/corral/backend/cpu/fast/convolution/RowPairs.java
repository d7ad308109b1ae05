package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.ChannelKernels;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two rows of outputs at a time with fewer products, by minimal filtering down the columns of a
 * kernel: Winograd's F(2, 3) for three taps that lie below each other, F(2, 2) for two. Of elements
 * a, b, c, d below each other and weights u, v, w, three taps take, instead of six products,
 *
 * <pre>
 *   first   = (a − c) · u                   au + bv + cw = first + both + crossed
 *   both    = (b + c) · (u + v + w) / 2     bu + cv + dw = both − crossed + second
 *   crossed = (b − c) · (−u + v − w) / 2
 *   second  = (b − d) · −w
 * </pre>
 *
 * and two taps, instead of four, first = (a − b) · u, both = b · (u + v), second = (b − c) · −v.
 * All taps of a kernel add to the same four sums. Lavin and Gray, <em>Fast Algorithms for
 * Convolutional Neural Networks</em>, CVPR 2016, have the first for squares.
 */
final class RowPairs {
  /** The four sums that a pair of rows is made from. */
  static final int FIRST = 0;

  static final int BOTH = 1;
  static final int CROSSED = 2;
  static final int SECOND = 3;
  static final int SUMS = 4;

  /** What lies at a position of a field: an element, or it and another one below it. */
  static final int PLAIN = 0;

  static final int PLUS_NEXT = 1;
  static final int MINUS_NEXT = 2;
  static final int MINUS_SECOND = 3;
  static final int FIELDS = 4;

  /**
   * A product for each channel and column of a kernel.
   *
   * @param field which is read
   * @param row of the kernel above which it is read
   * @param rows of the kernel that the weight is made from
   * @param factors of theirs
   */
  record Term(int field, int row, int[] rows, float... factors) {}

  private final List<List<Term>> terms = new ArrayList<>();
  private final int kernelHeight;
  private final int kernelWidth;
  private final int step;

  /** The rows of a kernel without dilation, taken apart by the stride. */
  RowPairs(Window window) {
    this.kernelHeight = window.kernelHeight();
    this.kernelWidth = window.kernelWidth();
    this.step = window.strideHeight();
    for (int sum = 0; sum < SUMS; sum++) {
      terms.add(new ArrayList<>());
    }
    for (int phase = 0; phase < Math.min(step, kernelHeight); phase++) {
      int row = phase;
      while (row < kernelHeight) {
        int rest = (kernelHeight - row + step - 1) / step;
        int size = rest == 4 ? 2 : Math.min(rest, 3);
        add(row, size);
        row += size * step;
      }
    }
  }

  private void add(int row, int size) {
    int next = row + step;
    int last = next + step;
    switch (size) {
      case 3 -> {
        int[] all = {row, next, last};
        terms.get(FIRST).add(new Term(MINUS_SECOND, row, new int[] {row}, 1));
        terms.get(BOTH).add(new Term(PLUS_NEXT, next, all, 0.5f, 0.5f, 0.5f));
        terms.get(CROSSED).add(new Term(MINUS_NEXT, next, all, -0.5f, 0.5f, -0.5f));
        terms.get(SECOND).add(new Term(MINUS_SECOND, next, new int[] {last}, -1));
      }
      case 2 -> {
        terms.get(FIRST).add(new Term(MINUS_NEXT, row, new int[] {row}, 1));
        terms.get(BOTH).add(new Term(PLAIN, next, new int[] {row, next}, 1, 1));
        terms.get(SECOND).add(new Term(MINUS_NEXT, next, new int[] {next}, -1));
      }
      default -> {
        terms.get(FIRST).add(new Term(PLAIN, row, new int[] {row}, 1));
        terms.get(SECOND).add(new Term(PLAIN, next, new int[] {row}, 1));
      }
    }
  }

  /** Products of a channel for two outputs. */
  int products() {
    return terms.stream().mapToInt(List::size).sum() * kernelWidth;
  }

  /** Where each product of a sum reads: channel by channel, column by column. */
  int[] offsets(int sum, int channels, RowPairFields fields) {
    List<Term> of = terms.get(sum);
    int[] offsets = new int[channels * of.size() * kernelWidth];
    for (int i = 0; i < offsets.length; i++) {
      Term term = of.get(i / kernelWidth % of.size());
      int channel = i / kernelWidth / of.size() * fields.channelSize();
      offsets[i] = channel + fields.offset(term.field(), term.row(), i % kernelWidth);
    }
    return offsets;
  }

  /**
   * Makes the weight of a product of a sum from those of the kernel, both with outputs in the
   * lanes.
   *
   * @param lanes from one element of the kernel to the next
   */
  void weight(int sum, int product, float[] w, int at, int lanes, float[] y, int to) {
    Term term = term(sum, product);
    Arrays.fill(y, to, to + lanes, 0);
    for (int i = 0; i < term.rows().length; i++) {
      int from = at + tap(sum, product, i) * lanes;
      ChannelKernels.add(term.factors()[i], w, from, y, to, lanes);
    }
  }

  /** Adds the gradient by the weight of a product to that by the kernel, laid out as there. */
  void addGradient(int sum, int product, float[] g, int at, int lanes, float[] y, int to) {
    Term term = term(sum, product);
    for (int i = 0; i < term.rows().length; i++) {
      int target = to + tap(sum, product, i) * lanes;
      ChannelKernels.add(term.factors()[i], g, at, y, target, lanes);
    }
  }

  private Term term(int sum, int product) {
    List<Term> of = terms.get(sum);
    return of.get(product / kernelWidth % of.size());
  }

  /** An element of the kernel, counted from its filter's first, that a weight is made from. */
  private int tap(int sum, int product, int source) {
    int channel = product / kernelWidth / terms.get(sum).size();
    int row = channel * kernelHeight + term(sum, product).rows()[source];
    return row * kernelWidth + product % kernelWidth;
  }
}
