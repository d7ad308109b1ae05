package dev.corral.examples.image;

import dev.corral.contract.KitSettings;
import dev.corral.contract.SharedFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kernel, border and backend on a photograph: on a part of it, or behind {@code -Pfull}, in a
 * minute, on all of it.
 */
class FilterPhotographIT {
  private static final int EDGE = 128;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> thePhotographIsFilteredByTheDefinition() {
    Path photo = SharedFiles.require("data/raccoon.png");
    if (!KitSettings.isFull()) {
      BufferedImage part = Pictures.load(photo).getSubimage(350, 250, 300, 200);
      photo = Pictures.save(part, folder.resolve("part.png"));
    }
    return FilterCheck.everything(
        photo, folder, FilterCheck.NAMED.stream().map(List::of).toList(), EDGE);
  }
}
