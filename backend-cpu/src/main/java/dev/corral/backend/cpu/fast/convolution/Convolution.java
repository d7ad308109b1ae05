package dev.corral.backend.cpu.fast.convolution;

import dev.corral.backend.cpu.fast.field.Axis;
import dev.corral.backend.cpu.fast.field.Finish;
import dev.corral.backend.cpu.fast.field.Planes;
import dev.corral.backend.cpu.fast.fourier.FourierConvolution;
import dev.corral.backend.cpu.fast.fourier.FourierKernelGradient;
import dev.corral.backend.cpu.fast.fourier.FourierProblem;
import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.machine.Machine;
import dev.corral.backend.cpu.fast.memory.HeapStorage;
import dev.corral.backend.cpu.fast.winograd.LaneWinograd;
import dev.corral.backend.cpu.fast.winograd.ScalarWinograd;
import dev.corral.backend.cpu.fast.winograd.WinogradForm;
import dev.corral.backend.cpu.fast.winograd.WinogradKernelGradient;
import dev.corral.backend.cpu.fast.winograd.WinogradProblem;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A convolution and its gradients, planned for one combination of shapes: everything becomes a
 * {@link Correlation} or a {@link KernelGradient}, and here is chosen what computes it.
 */
public final class Convolution {
  /** Shorter rows of positions make panels of many pieces. */
  private static final int SHORT_ROW = 32;

  /**
   * Fewer rows a group than this slide for the gradient by the kernel, where rows of positions are
   * long, and in general.
   */
  private static final int ROWS_OF_A_GRADIENT = 7;

  private static final int ROWS_OF_A_SHORT_GRADIENT = 3;
  private static final int LONG_ROW = 128;

  /** Channels from which on Winograd's transforms pay. */
  private static final int CHANNELS_OF_WINOGRAD = 32;

  /** Rows and columns of the least kernel whose outputs are made in pairs of rows. */
  private static final int LEAST_PAIRED = 3;

  /** Positions from which on it pays to make the weights of pairs. */
  private static final int POSITIONS_OF_PAIRS = 256;

  private static final float[] NO_FIELD = {};

  private final Machine machine;
  private final Algorithm algorithm;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;
  private final Window window;
  private final int groups;

  public Convolution(
      Machine machine, Algorithm algorithm, Shape x, Shape kernel, Conv2dOptions options) {
    this.machine = machine;
    this.algorithm = algorithm;
    this.x = x;
    this.kernel = kernel;
    this.y = options.outputShape(x, kernel);
    this.window = options.window(kernel);
    this.groups = options.groups();
  }

  private int taps() {
    return window.kernelHeight() * window.kernelWidth();
  }

  private int outputsOfGroup() {
    return kernel.dim(0) / groups;
  }

  private int inputsOfGroup() {
    return kernel.dim(1);
  }

  /** What computes a correlation. */
  private enum Way {
    SLIDING,
    IN_LANES,
    IN_PANELS
  }

  private Way way(Correlation c) {
    return switch (algorithm) {
      case DIRECT -> Way.SLIDING;
      case GEMM -> Way.IN_PANELS;
      case AUTO, WINOGRAD2, WINOGRAD4, FFT -> fastest(c);
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

  private boolean gradientSlides(Correlation c) {
    int panel = c.width() >= LONG_ROW ? ROWS_OF_A_GRADIENT : ROWS_OF_A_SHORT_GRADIENT;
    return switch (algorithm) {
      case DIRECT -> true;
      case GEMM -> false;
      case AUTO, WINOGRAD2, WINOGRAD4, FFT -> c.rows() < panel;
    };
  }

  /** Whether Winograd's algorithm can do the convolution and its gradients. */
  private boolean isWinograd() {
    boolean possible =
        groups == 1 && window.kernelHeight() == 3 && window.kernelWidth() == 3 && isPlain();
    return switch (algorithm) {
      case DIRECT, GEMM -> false;
      case WINOGRAD2, WINOGRAD4 -> possible;
      case AUTO, FFT -> possible && Math.min(kernel.dim(0), kernel.dim(1)) >= CHANNELS_OF_WINOGRAD;
    };
  }

  /** Whether rows of outputs are made in pairs, rather than as a correlation. */
  private boolean isInPairs(Correlation c) {
    boolean possible =
        Math.min(window.kernelHeight(), window.kernelWidth()) >= LEAST_PAIRED
            && window.dilationHeight() == 1
            && window.dilationWidth() == 1
            && kernel.size() > 0
            && machine.kernels().hasChannelKernels();
    return switch (algorithm) {
      case DIRECT, GEMM -> false;
      case WINOGRAD2, WINOGRAD4 -> possible;
      case AUTO, FFT -> possible && pairsPay(c);
    };
  }

  private boolean isGradientInPairs(Correlation c) {
    return isInPairs(c)
        && (algorithm != Algorithm.AUTO
            || RowPairGradient.suits(window, inputsOfGroup(), outputsOfGroup()));
  }

  private boolean pairsPay(Correlation c) {
    return c.images() * c.positions() >= POSITIONS_OF_PAIRS
        && RowPairSum.cost(window, inputsOfGroup(), outputsOfGroup()) < cost(c, fastest(c));
  }

  /** Whether what is no work for Winograd may be done in any way. */
  private boolean isFree() {
    return algorithm != Algorithm.DIRECT && algorithm != Algorithm.GEMM;
  }

  /** Whether the gradient by the input is best taken with all channels side by side. */
  private boolean isFewChannels() {
    return isFree()
        && groups == 1
        && kernel.dim(0) >= Kernels.OUTER_ROWS
        && machine.kernels().hasChannelKernels()
        && FewChannelInputGradient.suits(x, kernel, y, window);
  }

  /** Whether the gradient by the input is best taken by rows of several phases of the stride. */
  private boolean slidesPhases() {
    return isFree()
        && groups == 1
        && kernel.dim(0) >= Kernels.OUTER_ROWS
        && machine.kernels().hasChannelKernels()
        && StridedInputGradient.suits(kernel, window);
  }

  private void correlate(
      Correlation c, Tensor tensor, Weights weights, float[] result, Finish finish) {
    switch (way(c)) {
      case SLIDING ->
          new SlidingSum(machine, c, weights.plain(tensor, machine), result, finish).run();
      case IN_LANES -> {
        LaneTaps taps = LaneTaps.of(c.offsets(), c.rows());
        float[] w = weights.ordered(taps.order()).inLanes(tensor, machine);
        new LaneSum(machine, c, taps, w, result, finish).run();
      }
      case IN_PANELS -> {
        int size = weights.interleavedSize(Kernels.ROWS);
        int[] at = IntStream.range(0, c.problems()).map(p -> p % groups * size).toArray();
        float[] w = weights.interleaved(tensor, machine);
        int[] images = IntStream.range(0, c.images()).toArray();
        new PanelProduct(machine, c, w, at, images, result, finish).run();
      }
    }
  }

  /** y = finish(conv2d(x, kernel)). */
  public void forward(float[] input, Tensor weight, float[] output, Finish finish) {
    if (y.size() == 0) {
      return;
    }
    Optional<FourierProblem> spectra = spectra();
    if (spectra.isPresent()) {
      new FourierConvolution(machine, spectra.get(), false).run(input, weight, output, finish);
      return;
    }
    if (isWinograd()) {
      winograd(tiles(), input, weight, output, finish);
      return;
    }
    Planes planes = inputPlanes();
    Correlation plan = correlation(planes);
    if (isInPairs(plan)) {
      new RowPairSum(machine, x, kernel, y, window, groups).run(input, weight, output, finish);
      return;
    }
    withField(
        plan,
        planes,
        input,
        c -> {
          int[] order = IntStream.range(0, inputsOfGroup() * taps()).toArray();
          int row = order.length;
          Weights weights =
              new Weights(groups, outputsOfGroup(), outputsOfGroup() * row, row, order);
          correlate(c, weight, weights, output, finish);
        });
  }

  private void winograd(
      WinogradProblem problem, float[] input, Tensor weight, float[] output, Finish finish) {
    if (machine.kernels().hasChannelKernels()) {
      new LaneWinograd(machine, form(), problem, output, finish).run(input, weight);
    } else {
      new ScalarWinograd(machine, problem, output, finish).run(input, weight);
    }
  }

  private WinogradForm form() {
    return algorithm == Algorithm.WINOGRAD4 ? WinogradForm.F4 : WinogradForm.F2;
  }

  /** The forward pass in tiles. */
  private WinogradProblem tiles() {
    return new WinogradProblem(
        x.dim(0),
        x.dim(1),
        y.dim(1),
        x.dim(2),
        x.dim(3),
        window.padding().top(),
        window.padding().left(),
        y.dim(2),
        y.dim(3),
        /* flipped= */ false);
  }

  /** The forward pass by transforms; none if they are not wanted or cannot do it. */
  private Optional<FourierProblem> spectra() {
    FourierProblem problem =
        new FourierProblem(
            /* side= */ 0,
            x.dim(0),
            groups,
            inputsOfGroup(),
            outputsOfGroup(),
            x.dim(2),
            x.dim(3),
            window.padding().top(),
            window.padding().left(),
            window.kernelHeight(),
            window.kernelWidth(),
            y.dim(2),
            y.dim(3));
    return isPlain() && algorithm == Algorithm.FFT ? problem.tiled() : Optional.empty();
  }

  private Optional<FourierProblem> spectraOfInputGradient() {
    FourierProblem problem =
        new FourierProblem(
            /* side= */ 0,
            x.dim(0),
            groups,
            outputsOfGroup(),
            inputsOfGroup(),
            y.dim(2),
            y.dim(3),
            window.kernelHeight() - 1 - window.padding().top(),
            window.kernelWidth() - 1 - window.padding().left(),
            window.kernelHeight(),
            window.kernelWidth(),
            x.dim(2),
            x.dim(3));
    return isPlain() && algorithm == Algorithm.FFT ? problem.tiled() : Optional.empty();
  }

  /** Whether neither stride nor dilation takes elements apart. */
  private boolean isPlain() {
    return window.strideHeight() == 1
        && window.strideWidth() == 1
        && window.dilationHeight() == 1
        && window.dilationWidth() == 1
        && kernel.size() > 0;
  }

  /** dk = the gradient by the kernel. */
  public void kernelGradient(float[] input, float[] gradient, float[] result) {
    if (y.size() == 0 || kernel.size() == 0) {
      Arrays.fill(result, 0, kernel.size(), 0);
      return;
    }
    Optional<FourierProblem> spectra = spectra();
    if (spectra.isPresent()) {
      new FourierKernelGradient(machine, spectra.get()).run(input, gradient, result);
      return;
    }
    if (isWinograd() && machine.kernels().hasChannelKernels()) {
      new WinogradKernelGradient(machine, form(), tiles(), input, gradient, result).run();
      return;
    }
    Planes planes = inputPlanes();
    Correlation plan = correlation(planes);
    if (isGradientInPairs(plan)) {
      new RowPairGradient(machine, x, kernel, y, window, groups).run(input, gradient, result);
      return;
    }
    withField(
        plan,
        planes,
        input,
        c -> {
          if (gradientSlides(c)) {
            new SlidingGradient(machine, c, gradient, result).run();
          } else {
            new KernelGradient(machine, c, gradient, result).run();
          }
        });
  }

  /** The correlation that makes y of x, still without its field. */
  private Correlation correlation(Planes planes) {
    return new Correlation(
        x.dim(0),
        groups,
        outputsOfGroup(),
        NO_FIELD,
        x.dim(1) * planes.channelSize(),
        inputsOfGroup() * planes.channelSize(),
        inputOffsets(planes),
        y.dim(2),
        y.dim(3),
        planes.pitch());
  }

  /** Gives a correlation its field, which is x itself or a padded copy of it. */
  private void withField(
      Correlation plan, Planes planes, float[] input, Consumer<Correlation> task) {
    int channels = x.dim(0) * x.dim(1);
    float[] field = planes.isPlain() ? input : planes.copy(input, channels, machine);
    task.accept(plan.over(field));
    if (field != input) {
      machine.scratch().give(field);
    }
  }

  private Planes inputPlanes() {
    int dh = window.dilationHeight();
    int dw = window.dilationWidth();
    Axis rows =
        Axis.of(
            x.dim(2),
            window.kernelHeight(),
            window.strideHeight(),
            dh,
            window.padding().top(),
            y.dim(2));
    Axis columns =
        Axis.of(
            x.dim(3),
            window.kernelWidth(),
            window.strideWidth(),
            dw,
            window.padding().left(),
            y.dim(3));
    return new Planes(
        rows,
        columns,
        rows.phases(window.kernelHeight(), dh),
        columns.phases(window.kernelWidth(), dw));
  }

  private int[] inputOffsets(Planes planes) {
    int[] offsets = new int[inputsOfGroup() * taps()];
    for (int i = 0; i < offsets.length; i++) {
      int tap = i % taps();
      int row = tap / window.kernelWidth() * window.dilationHeight();
      int column = tap % window.kernelWidth() * window.dilationWidth();
      offsets[i] = i / taps() * planes.channelSize() + planes.offset(row, column);
    }
    return offsets;
  }

  /** dx = the gradient by the input. */
  public void inputGradient(float[] gradient, Tensor weight, float[] result) {
    if (x.size() == 0 || y.size() == 0) {
      Arrays.fill(result, 0, x.size(), 0);
      return;
    }
    Optional<FourierProblem> spectra = spectraOfInputGradient();
    if (spectra.isPresent()) {
      new FourierConvolution(machine, spectra.get(), true)
          .run(gradient, weight, result, Finish.NONE);
      return;
    }
    if (isWinograd()) {
      WinogradProblem problem =
          new WinogradProblem(
              x.dim(0),
              y.dim(1),
              x.dim(1),
              y.dim(2),
              y.dim(3),
              2 - window.padding().top(),
              2 - window.padding().left(),
              x.dim(2),
              x.dim(3),
              /* flipped= */ true);
      winograd(problem, gradient, weight, result, Finish.NONE);
      return;
    }
    if (isFewChannels()) {
      new FewChannelInputGradient(machine, x, kernel, y, window)
          .run(gradient, HeapStorage.values(weight), result);
      return;
    }
    if (slidesPhases()) {
      new StridedInputGradient(machine, x, kernel, y, window)
          .run(gradient, HeapStorage.values(weight), result);
      return;
    }
    new InputGradient(machine, x, kernel, y, window, groups, this::correlate)
        .run(gradient, weight, result);
  }

  /** Computes a correlation by the chosen algorithm. */
  interface Correlator {
    void correlate(Correlation c, Tensor tensor, Weights weights, float[] result, Finish finish);
  }
}
