package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.winograd.WinogradForm;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Window;

/**
 * The rule by which the passes of a convolution are computed: what the user asked for where it can
 * do the shape, and otherwise what was measured to be the fastest.
 */
record Choice(
    Machine machine,
    Algorithm algorithm,
    Shape x,
    Shape kernel,
    Shape y,
    Window window,
    int groups) {
  /** Shorter rows of positions make panels of many pieces. */
  private static final int SHORT_ROW = 32;

  /** Fewer rows a group than this slide for the gradient by the kernel, with and without SIMD. */
  private static final int ROWS_OF_A_GRADIENT = 9;

  private static final int SCALAR_ROWS_OF_A_GRADIENT = 7;

  /** The same where the positions of a row are few. */
  private static final int ROWS_OF_A_SHORT_GRADIENT = 3;

  private static final int SCALAR_SHORT_ROW = 128;

  /** Channels from which on Winograd's transforms pay. */
  private static final int CHANNELS_OF_WINOGRAD = 32;

  /** Tiles that take the time of making and loading weights which the cache holds. */
  private static final int TILES_OF_WEIGHTS = 32;

  /** Rows and columns of the least kernel whose outputs are made in pairs of rows. */
  private static final int LEAST_PAIRED = 3;

  /** Positions from which on it pays to make the weights of pairs. */
  private static final int POSITIONS_OF_PAIRS = 256;

  /** Positions of a row from which on pairs pay. */
  private static final int ROW_OF_PAIRS = 16;

  /** What computes a correlation. */
  enum Way {
    SLIDING,
    IN_LANES,
    IN_PANELS
  }

  /** How to compute a correlation. */
  Way way(Correlation c) {
    return switch (algorithm) {
      case DIRECT -> Way.SLIDING;
      case GEMM -> Way.IN_PANELS;
      case AUTO, WINOGRAD2, WINOGRAD4, WINOGRAD4_COMPLEX, FFT -> fastest(c);
    };
  }

  private Way fastest(Correlation c) {
    Kernels kernels = machine.kernels();
    boolean pieced = c.width() < Math.min(SHORT_ROW, c.pitch());
    boolean slides = c.rows() <= kernels.slidingRows(pieced);
    Way way = slides ? Way.SLIDING : Way.IN_PANELS;
    boolean inLanes = kernels.hasChannelKernels() && LaneSum.cost(c) < cost(c, way);
    return inLanes ? Way.IN_LANES : way;
  }

  /** About how many products, for each position, a correlation takes the time of. */
  private double cost(Correlation c, Way way) {
    return switch (way) {
      case SLIDING -> SlidingSum.cost(c);
      case IN_LANES -> LaneSum.cost(c);
      case IN_PANELS -> PanelProduct.cost(c, machine.kernels());
    };
  }

  /** Whether the gradient by the kernel is taken by inner products. */
  boolean gradientSlides(Correlation c) {
    boolean simd = machine.kernels().hasChannelKernels();
    boolean pieced = c.neighbours() < (simd ? LaneSum.BLOCK : SCALAR_SHORT_ROW);
    int most = simd ? ROWS_OF_A_GRADIENT : SCALAR_ROWS_OF_A_GRADIENT;
    int panel = pieced ? ROWS_OF_A_SHORT_GRADIENT : most;
    return switch (algorithm) {
      case DIRECT -> true;
      case GEMM -> false;
      case AUTO, WINOGRAD2, WINOGRAD4, WINOGRAD4_COMPLEX, FFT -> c.rows() < panel;
    };
  }

  /** Whether Winograd's algorithm can do the convolution and its gradients. */
  boolean isWinograd() {
    boolean possible =
        groups == 1 && window.kernelHeight() == 3 && window.kernelWidth() == 3 && isPlain();
    return switch (algorithm) {
      case DIRECT, GEMM -> false;
      case WINOGRAD2, WINOGRAD4, WINOGRAD4_COMPLEX -> possible;
      case AUTO, FFT -> possible && Math.min(kernel.dim(0), kernel.dim(1)) >= CHANNELS_OF_WINOGRAD;
    };
  }

  /** Whether rows of outputs are made in pairs, rather than as a correlation. */
  boolean isInPairs(Correlation c) {
    boolean possible =
        Math.min(window.kernelHeight(), window.kernelWidth()) >= LEAST_PAIRED
            && window.dilationHeight() == 1
            && window.dilationWidth() == 1
            && kernel.size() > 0
            && machine.kernels().hasChannelKernels();
    return switch (algorithm) {
      case DIRECT, GEMM -> false;
      case WINOGRAD2, WINOGRAD4, WINOGRAD4_COMPLEX -> possible;
      case AUTO, FFT -> possible && pairsPay(c);
    };
  }

  /** The same for the gradient by the kernel. */
  boolean isGradientInPairs(Correlation c) {
    boolean forced = algorithm == Algorithm.WINOGRAD2 || algorithm == Algorithm.WINOGRAD4;
    // Each element that is loaded should meet two vectors of outputs.
    return isInPairs(c)
        && RowPairGradient.suits(window, kernel.dim(1))
        && (forced || kernel.dim(0) / groups > LaneSum.BLOCK);
  }

  private boolean pairsPay(Correlation c) {
    return c.width() >= ROW_OF_PAIRS
        && c.images() * c.positions() >= POSITIONS_OF_PAIRS
        && RowPairSum.cost(window, kernel.dim(1), kernel.dim(0) / groups) < cost(c, fastest(c));
  }

  /** Whether what is no work for Winograd may be done in any way. */
  private boolean isFree() {
    return algorithm != Algorithm.DIRECT && algorithm != Algorithm.GEMM;
  }

  /** Whether the gradient by the input is best taken with all channels side by side. */
  boolean isFewChannels() {
    return isFree()
        && groups == 1
        && kernel.dim(0) >= Kernels.OUTER_ROWS
        && machine.kernels().hasChannelKernels()
        && FewChannelInputGradient.suits(x, kernel, y, window);
  }

  /** Whether the gradient by the kernel is best taken with all channels side by side. */
  boolean isFewOutputs(Correlation c) {
    return isFree()
        && groups == 1
        && machine.kernels().hasChannelKernels()
        && !gradientSlides(c)
        && FewOutputKernelGradient.suits(kernel, window);
  }

  /** Whether the gradient by the input is best taken by rows of several phases of the stride. */
  boolean slidesPhases() {
    return isFree()
        && groups == 1
        && kernel.dim(0) >= Kernels.OUTER_ROWS
        && machine.kernels().hasChannelKernels()
        && StridedInputGradient.suits(kernel, window);
  }

  /** Whether to take transforms. */
  boolean isFft() {
    return algorithm == Algorithm.FFT && isPlain();
  }

  /** Which tiles Winograd's algorithm makes. */
  WinogradForm form() {
    return switch (algorithm) {
      case WINOGRAD2 -> WinogradForm.F2;
      case WINOGRAD4 -> WinogradForm.F4;
      case WINOGRAD4_COMPLEX -> WinogradForm.F4_COMPLEX;
      default ->
          cost(WinogradForm.F4_COMPLEX) < cost(WinogradForm.F2)
              ? WinogradForm.F4_COMPLEX
              : WinogradForm.F2;
    };
  }

  /**
   * About how many products a pair of channels takes the time of: those of a tile for all tiles,
   * and for as many more as making and loading the weights takes the time of, which are more where
   * the weights leave the cache. Tiles are those of y for all passes.
   */
  private double cost(WinogradForm form) {
    long tiles = (long) y.dim(0) * form.tiles(y.dim(2)) * form.tiles(y.dim(3));
    double weights =
        Math.max(TILES_OF_WEIGHTS, Math.sqrt(kernel.dim(0) * (double) kernel.dim(1)) / 4);
    return form.elements() * (tiles + weights);
  }

  /** Whether neither stride nor dilation takes elements apart. */
  private boolean isPlain() {
    return window.strideHeight() == 1
        && window.strideWidth() == 1
        && window.dilationHeight() == 1
        && window.dilationWidth() == 1
        && kernel.size() > 0;
  }
}
