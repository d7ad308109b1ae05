package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.Session;
import dev.corral.examples.image.Border;
import dev.corral.examples.image.FilterOptions;
import dev.corral.examples.image.Kernel;
import dev.corral.examples.image.PictureFiles;
import dev.corral.examples.image.PictureFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Filters pictures. */
@Command(
    name = "filter",
    description = {
      "Slides kernels over a picture, or over each picture of a folder.",
      "",
      "Kernels are not flipped: as in a convolution layer, the result is the cross-correlation. The"
          + " result is as large as the picture, PNG with 8 bits a colour, upright; opacity is"
          + " kept. Values below black and above white are cut off.",
      ""
    },
    footerHeading = "%nKernels:%n",
    footer = {
      "  sobel, prewitt, scharr  strength of edges: the length of the gradient",
      "  sobel-x, sobel-y        its parts: brighter to the right, brighter below",
      "  laplacian               the second derivative",
      "  gaussian:SIGMA, box:N   blur with a bell of standard deviation SIGMA, with N×N",
      "  motion:N                blur along N pixels of a row",
      "  sharpen, emboss         3×3",
      "  [[1,-1]]                any other, row by row",
      "%nExamples:",
      "  corral filter --kernel sobel photo.jpg edges.png",
      "  corral filter -k gaussian:2 -k sobel-x --signed photo.jpg slopes.png",
      "  corral filter --kernel sharpen --border replicate holiday/ sharper/"
    })
final class FilterCommand implements Subcommand {
  private final SelectedBackend selected;
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "A picture (PNG, JPEG, GIF, BMP or TIFF), or a folder of pictures.")
  private Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "The PNG file for the result, or a folder for the results of a folder. What is there is"
              + " replaced, once the result is complete.")
  private Path out = Path.of("");

  @Option(
      names = {"-k", "--kernel"},
      paramLabel = "KERNEL",
      required = true,
      description = "A kernel. May be repeated: one after the other, without rounding between.")
  private List<Kernel> kernels = new ArrayList<>();

  @Option(
      names = "--border",
      paramLabel = "RULE",
      defaultValue = "reflect",
      description =
          "What is outside the picture: zero, replicate (the pixel at the edge) or reflect;"
              + " ${DEFAULT-VALUE} by default.")
  private Border border = Border.REFLECT;

  @Option(
      names = "--luminance",
      description = "Filter the picture's luminance; by default each colour by itself.")
  private boolean luminance;

  @Option(
      names = "--signed",
      description = "Show y as 128 + y / 2, so that negative values are dark and 0 is grey.")
  private boolean signed;

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "The backend to run on; by default the best that is available.")
  private @Nullable String backend;

  @Inject
  FilterCommand(SelectedBackend selected, Terminal terminal) {
    this.selected = selected;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean folder = Files.isDirectory(in);
    checkResult(folder);
    return selected.run(backend, session -> folder ? all(session) : one(session));
  }

  private void checkResult(boolean folder) {
    if (isSame()) {
      throw new TypeConversionException(
          "OUT, " + out + ", is IN; expected another place, so that no original is lost");
    }
    if (folder && Files.exists(out) && !Files.isDirectory(out)) {
      throw new TypeConversionException(
          "OUT, " + out + ", is a file; expected a folder, since IN is one");
    }
    if (!folder && Files.isDirectory(out)) {
      throw new TypeConversionException(
          "OUT, " + out + ", is a folder; expected a file, since IN is none");
    }
    if (!folder && !PictureFiles.isResult(out)) {
      throw new TypeConversionException(
          "OUT is " + out + "; expected a name that ends with .png, since the result is PNG");
    }
  }

  private boolean isSame() {
    try {
      return Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out);
    } catch (IOException unknown) {
      // Reading the one or writing the other will say more.
      return false;
    }
  }

  private FilterRun filterRun(Session session) {
    FilterOptions options = new FilterOptions(kernels, border, luminance, signed);
    return new FilterRun(new PictureFilter(session, options), session.backend().id(), terminal);
  }

  private int one(Session session) {
    return filterRun(session).run(Map.of(in, out));
  }

  private int all(Session session) {
    return filterRun(session).runFolder(in, out);
  }
}
