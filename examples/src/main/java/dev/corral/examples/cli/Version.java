package dev.corral.examples.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar's manifest tells it. */
final class Version implements IVersionProvider {
  static String ofProgram() {
    String version = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "unpackaged");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"corral " + ofProgram(), "Java " + System.getProperty("java.version")};
  }
}
