package dev.corral.examples.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes files all together: into a folder beside their place, from where they are moved. What is
 * there already is neither changed nor removed.
 */
final class ProjectWriter {
  private ProjectWriter() {}

  static void write(Map<String, String> files, Path directory) {
    Path target = directory.toAbsolutePath().normalize();
    try {
      refuseToOverwrite(files, target);
      boolean isNew = Files.notExists(target);
      Path beside = isNew ? Files.createDirectories(parent(target)) : target;
      Path hidden = Files.createTempDirectory(beside, ".new-backend-");
      try {
        // One level below: only its owner can read a temporary directory itself.
        Path project = Files.createDirectory(hidden.resolve("project"));
        for (Map.Entry<String, String> file : files.entrySet()) {
          Path path = project.resolve(file.getKey());
          Files.createDirectories(path.getParent());
          Files.writeString(path, file.getValue());
        }
        if (isNew) {
          Files.move(project, target);
        } else {
          moveChildren(project, target);
        }
      } finally {
        delete(hidden);
      }
    } catch (IOException failure) {
      throw new ScaffoldException(
          "the project cannot be written: " + failure,
          "a directory that can be",
          "Name another one than " + target,
          failure);
    }
  }

  private static Path parent(Path target) {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  private static void refuseToOverwrite(Map<String, String> files, Path target) {
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw refusal(target + " is a file");
    }
    List<String> taken =
        files.keySet().stream()
            .map(file -> file.split("/", 2)[0])
            .distinct()
            .filter(name -> Files.exists(target.resolve(name)))
            .toList();
    if (!taken.isEmpty()) {
      throw refusal(target + " has " + String.join(", ", taken) + " already");
    }
  }

  private static ScaffoldException refusal(String given) {
    return new ScaffoldException(
        given,
        "a place where nothing would be overwritten",
        "Name a new directory, or move away what is there",
        null);
  }

  private static void moveChildren(Path from, Path to) throws IOException {
    List<Path> children;
    try (Stream<Path> all = Files.list(from)) {
      children = all.toList();
    }
    List<Path> moved = new ArrayList<>();
    try {
      for (Path child : children) {
        moved.add(Files.move(child, to.resolve(child.getFileName())));
      }
    } catch (IOException failure) {
      for (Path child : moved) {
        delete(child);
      }
      throw failure;
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(tree)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
