package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.examples.scaffold.BackendNames;
import dev.corral.examples.scaffold.BackendProject;
import dev.corral.examples.scaffold.ScaffoldException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Writes the project of a new backend. */
@Command(
    name = "new-backend",
    description =
        "Writes a Maven project with a complete backend of one file, and the test that proves it,"
            + " ready to be changed.",
    exitCodeList = {
      "0:the project is written",
      "2:the command line is wrong, or something is in the way; nothing is written"
    },
    footer = {
      "  corral new-backend my-gpu               the backend my-gpu, in a directory of its name",
      "  corral new-backend . --id my-gpu        the same in the current directory"
    })
final class NewBackendCommand implements Subcommand {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DIR",
      description = "The project's directory; made if it does not exist.")
  private Path directory = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "The name that users select the backend by: lower-case letters, digits and hyphens; by"
              + " default the directory's name.")
  private @Nullable String id;

  @Inject
  NewBackendCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path target = directory.toAbsolutePath().normalize();
    try {
      BackendProject project =
          new BackendProject(new BackendNames(id == null ? name(target) : id), Version.ofProgram());
      project.writeTo(target);
      terminal.out().println("A backend is in " + target + ". It runs as it is:");
      terminal.out().println();
      terminal.out().println("  cd " + directory + " && mvn verify");
      terminal.out().println();
      terminal
          .out()
          .println("builds " + project.jar() + " and proves it; README.md tells the rest.");
      return ExitCode.HOLDS;
    } catch (ScaffoldException refusal) {
      throw new TypeConversionException(refusal.getMessage());
    }
  }

  /** The last name of a directory; the root has none. */
  private static String name(Path directory) {
    Path name = directory.getFileName();
    return name == null ? "" : name.toString();
  }
}
