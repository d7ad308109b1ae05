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
 * {@link Correlation} or a {@link KernelGradient}, unless {@link Choice} knows something better.
 */
public final class Convolution {
  private static final float[] NO_FIELD = {};

  private final Machine machine;
  private final Shape x;
  private final Shape kernel;
  private final Shape y;
  private final Window window;
  private final int groups;
  private final Choice choice;

  public Convolution(
      Machine machine, Algorithm algorithm, Shape x, Shape kernel, Conv2dOptions options) {
    this.machine = machine;
    this.x = x;
    this.kernel = kernel;
    this.y = options.outputShape(x, kernel);
    this.window = options.window(kernel);
    this.groups = options.groups();
    this.choice = new Choice(machine, algorithm, x, kernel, y, window, groups);
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

  private void correlate(
      Correlation c, Tensor tensor, Weights weights, float[] result, Finish finish) {
    switch (choice.way(c)) {
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
    if (choice.isWinograd()) {
      winograd(tiles(), input, weight, output, finish);
      return;
    }
    Planes planes = inputPlanes();
    Correlation plan = correlation(planes);
    if (choice.isInPairs(plan)) {
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
      new LaneWinograd(machine, choice.form(), problem, output, finish).run(input, weight);
    } else {
      new ScalarWinograd(machine, problem, output, finish).run(input, weight);
    }
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
    return choice.isFft() ? problem.tiled() : Optional.empty();
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
    return choice.isFft() ? problem.tiled() : Optional.empty();
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
    if (choice.isWinograd() && machine.kernels().hasChannelKernels()) {
      new WinogradKernelGradient(machine, choice.form(), tiles(), input, gradient, result).run();
      return;
    }
    Planes planes = inputPlanes();
    Correlation plan = correlation(planes);
    if (choice.isGradientInPairs(plan)) {
      new RowPairGradient(machine, x, kernel, y, window, groups).run(input, gradient, result);
      return;
    }
    if (choice.isFewOutputs(plan)) {
      new FewOutputKernelGradient(machine, x, kernel, y, window).run(input, gradient, result);
      return;
    }
    withField(
        plan,
        planes,
        input,
        c -> {
          if (choice.gradientSlides(c)) {
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
    if (choice.isWinograd()) {
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
    if (choice.isFewChannels()) {
      new FewChannelInputGradient(machine, x, kernel, y, window)
          .run(gradient, HeapStorage.values(weight), result);
      return;
    }
    if (choice.slidesPhases()) {
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
