package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.examples.bench.Pass;
import dev.corral.examples.edition.Edition;
import dev.corral.examples.image.Border;
import dev.corral.examples.image.Kernel;
import dev.corral.examples.learn.KernelSize;
import dev.corral.tensor.CorralException;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: takes the command line apart and runs a command, {@code run} if none is named. */
@Command(
    name = "corral",
    description = {
      "Computes the chapter \"Convolutions for Images\" of Dive into Deep Learning.",
      "Without a command, all of it."
    },
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every verdict holds, or the work is done",
      "1:a verdict does not hold, or the work could not be done",
      "2:the command line is wrong",
      "3:no backend, or not the one that was named"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  corral                                  the whole chapter",
      "  corral run learn-kernel --edition paddle",
      "  corral run --backend cpu-naive --json > chapter.json",
      "  corral list                             the experiments",
      "  corral backends --plugin my-backend.jar",
      "  corral filter --kernel sobel photo.jpg edges.png",
      "  corral learn photo.jpg --kernel sharpen",
      "  corral report chapter                   all of it as a page, in chapter/index.html",
      "  corral bench --quick --backend cpu-naive --backend opencl",
      "  corral new-backend my-backend           a project of a backend of your own",
      "  corral conformance --plugin my-backend.jar --backend my-backend"
    })
public final class CorralCommand implements Callable<Integer> {
  private final GlobalOptions options;
  private final RunCommand run;
  private final Set<Subcommand> subcommands;
  private final Converters converters;
  private final Terminal terminal;
  private final Invocation invocation;

  @Inject
  CorralCommand(
      GlobalOptions options,
      RunCommand run,
      Set<Subcommand> subcommands,
      Converters converters,
      Terminal terminal,
      Invocation invocation) {
    this.options = options;
    this.run = run;
    this.subcommands = subcommands;
    this.converters = converters;
    this.terminal = terminal;
    this.invocation = invocation;
  }

  /**
   * Runs the command that the arguments name.
   *
   * @return the exit code
   */
  public int execute() {
    CommandLine program = new CommandLine(this).addMixin("global", options);
    subcommands.forEach(program::addSubcommand);
    program.addSubcommand(new GenerateCompletion());
    return program
        .registerConverter(Edition.class, converters::edition)
        .registerConverter(Pass.class, converters::pass)
        .registerConverter(Kernel.class, Converters::kernel)
        .registerConverter(KernelSize.class, Converters::kernelSize)
        .registerConverter(Border.class, converters::border)
        .registerConverter(BackendChoice.class, BackendChoice::parse)
        .registerConverter(Plugin.class, Plugin::parse)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(Help.defaultColorScheme(terminal.ansi()))
        .setParameterExceptionHandler(this::explainUsage)
        .setExecutionStrategy(this::executeLast)
        .setExecutionExceptionHandler(this::explainFailure)
        .execute(invocation.arguments().toArray(String[]::new));
  }

  @Override
  public Integer call() {
    return run.call();
  }

  private int executeLast(ParseResult arguments) {
    Log.show(options.debug());
    return new RunLast().execute(arguments);
  }

  /** An argument that only the command itself could judge is still the user's mistake. */
  private int explainFailure(Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof TypeConversionException mistake) {
      return explainUsage(new ParameterException(command, mistake.getMessage()));
    }
    boolean told = failure instanceof CorralException;
    terminal.err().println("corral: " + (told ? failure.getMessage() : failure));
    if (options.debug()) {
      failure.printStackTrace(terminal.err());
    } else {
      terminal.err().println("With --debug it says where that comes from.");
    }
    return ExitCode.FAILS;
  }

  private int explainUsage(ParameterException mistake, String... arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = terminal.err();
    err.println("corral: " + mistake.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(mistake, err) && command.getParent() == null) {
      err.println("Expected a command: " + String.join(", ", command.getSubcommands().keySet()));
    }
    err.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    return ExitCode.USAGE;
  }
}
