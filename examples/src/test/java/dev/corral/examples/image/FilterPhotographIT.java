package dev.corral.examples.image;

import dev.corral.contract.SharedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every kernel, border and backend on a whole photograph; it takes a minute. */
class FilterPhotographIT {
  private static final int EDGE = 512;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> thePhotographIsFilteredByTheDefinition() {
    Path photo = SharedFiles.require("data/raccoon.png");
    return FilterCheck.everything(
        photo, folder, FilterCheck.NAMED.stream().map(List::of).toList(), EDGE);
  }
}
