package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.Session;
import dev.corral.examples.image.Kernel;
import dev.corral.examples.learn.KernelLearner;
import dev.corral.examples.learn.KernelSize;
import dev.corral.examples.learn.LearnOptions;
import dev.corral.examples.learn.Learned;
import dev.corral.tensor.CorralException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Learns a kernel back from a photo and what the kernel made of it. */
@Command(
    name = "learn",
    description = {
      "Learns a kernel back from a photo and the same photo filtered.",
      "",
      "A convolution layer of one kernel and a bias is trained by gradient descent, from two random"
          + " starts at once, until it makes the one picture of the other. The filtered picture is"
          + " either made with a hidden KERNEL, or a file. Of a file, pixels of black and white are"
          + " left out, since they may have been cut off, and rounding to 8 bits blurs weights a"
          + " little. No single kernel gives what sobel, prewitt and scharr give.",
      ""
    },
    exitCodeList = {
      "0:the kernel is learned",
      "1:it is not, and why is told; or a picture cannot be read",
      "2:the command line is wrong",
      "3:no backend, or not the one that was named"
    },
    footer = {
      "  corral learn photo.jpg --kernel sobel-x",
      "  corral learn photo.jpg --kernel gaussian:1 --backend cpu-naive --json > learned.json",
      "  corral filter -k emboss --signed photo.jpg embossed.png",
      "  corral learn photo.jpg embossed.png --size 3",
    })
final class LearnCommand implements Subcommand {
  private static final System.Logger LOG = System.getLogger(LearnCommand.class.getName());

  private final SelectedBackend selected;
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "PHOTO",
      description = "A picture (PNG, JPEG, GIF, BMP or TIFF).")
  private Path photo = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILTERED",
      description = "What an unknown kernel made of it, as large; wants --size.")
  private @Nullable Path filtered;

  @Option(
      names = {"-k", "--kernel"},
      paramLabel = "KERNEL",
      description = "The kernel to hide, as \"corral filter --help\" names them.")
  private @Nullable Kernel kernel;

  @Option(
      names = "--size",
      paramLabel = "N|HEIGHTxWIDTH",
      description = "The size of the kernel to learn, as 3 or 1x9.")
  private @Nullable KernelSize size;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Take at most so many steps; ${DEFAULT-VALUE} by default.")
  private int steps;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description =
          "Go plainly down the gradient at one rate, as the book does, as 0.05; by default in steps"
              + " that suit photographs, and are a hundred times fewer.")
  private @Nullable Float rate;

  @Option(
      names = "--luminance",
      description = "Learn from the luminance; by default from each colour.")
  private boolean luminance;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "The seed of the random starts, and of the parts of a large photo that are looked at;"
              + " ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "The backend to run on; by default the best that is available.")
  private @Nullable String backend;

  @Option(names = "--json", description = "Print one JSON document instead of text.")
  private boolean json;

  @Inject
  LearnCommand(SelectedBackend selected, Terminal terminal) {
    this.selected = selected;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LearnOptions options = options();
    Lesson lesson = lesson();
    return selected.run(backend, session -> learn(lesson, options, session));
  }

  private LearnOptions options() {
    if (steps < 1) {
      throw new TypeConversionException("--steps is " + steps + "; expected 1 or more");
    }
    if (rate != null && !(rate > 0 && Float.isFinite(rate))) {
      throw new TypeConversionException(
          "--rate is " + rate + "; expected a number above 0, as 0.05");
    }
    return new LearnOptions(steps, seed, rate, luminance);
  }

  private Lesson lesson() {
    if (kernel != null && filtered == null && size == null) {
      return new Lesson.Hidden(photo, kernel.name(), matrix(kernel));
    }
    if (kernel == null && filtered != null && size != null) {
      return new Lesson.Filtered(photo, filtered, size);
    }
    throw new TypeConversionException(
        "expected PHOTO --kernel KERNEL, to hide it and learn it back, or PHOTO FILTERED --size N,"
            + " to learn an unknown one");
  }

  private static double[][] matrix(Kernel kernel) {
    double[][] matrix =
        kernel
            .matrix()
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        kernel
                            + " is the length of two kernels' results, which no one kernel gives;"
                            + " expected a single one, as sobel-x"));
    KernelSize size = KernelSize.of(matrix);
    if (!size.learnable()) {
      throw new TypeConversionException(
          kernel + " is " + size + "; expected at most " + KernelSize.LARGEST + " rows or columns");
    }
    return matrix;
  }

  private int learn(Lesson lesson, LearnOptions options, Session session) {
    try {
      KernelLearner learner = new KernelLearner(session, options);
      Learned learned =
          new Progress(terminal).follow("learning", report -> lesson.learn(learner, report::done));
      LearnReport report = new LearnReport(lesson, options, learned, session.backend());
      if (json) {
        terminal.out().println(report.json());
      } else {
        report.lines(new Styles(terminal.ansi())).forEach(terminal.out()::println);
      }
      return report.holds() ? ExitCode.HOLDS : ExitCode.FAILS;
    } catch (CorralException failure) {
      LOG.log(System.Logger.Level.DEBUG, photo::toString, failure);
      terminal.err().println("corral: " + failure.getMessage());
      return ExitCode.FAILS;
    }
  }
}
