package dev.corral.examples.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Which files are pictures, by their names, and what their results are called. */
public final class PictureFiles {
  private static final String RESULT = ".png";

  private PictureFiles() {}

  /** How the names of pictures end that ImageIO reads, sorted. */
  static List<String> suffixes() {
    return Arrays.stream(ImageIO.getReaderFileSuffixes())
        .map(suffix -> suffix.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  /**
   * Whether a file is named as a result must be.
   *
   * @param file a file
   * @return true for PNG
   */
  public static boolean isResult(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(RESULT);
  }

  /**
   * The pictures of a folder, without its subfolders and hidden files, each with its result's
   * place.
   *
   * @param folder where the pictures are
   * @param results the folder for the results: {@code a.jpg} goes to {@code a.png}, but with its
   *     whole name, {@code a.jpg.png}, if there is an {@code a.gif} too
   * @return results by picture, sorted by name
   * @throws PictureException if the folder cannot be read
   */
  public static Map<Path, Path> in(Path folder, Path results) {
    List<String> known = suffixes();
    List<Path> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> isPicture(file, known)).sorted().forEach(pictures::add);
    } catch (IOException failure) {
      throw new PictureException(
          folder + " cannot be read: " + Causes.innermost(failure),
          "a folder of pictures",
          "Check who may read it",
          failure);
    }
    Map<String, Long> sameStem =
        pictures.stream()
            .map(PictureFiles::stem)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Map<Path, Path> all = new LinkedHashMap<>();
    for (Path picture : pictures) {
      String stem = stem(picture);
      String name = sameStem.getOrDefault(stem, 0L) == 1 ? stem : name(picture);
      all.put(picture, results.resolve(name + RESULT));
    }
    return all;
  }

  private static boolean isPicture(Path file, List<String> known) {
    String name = name(file);
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && known.contains(suffix) && Files.isRegularFile(file);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String stem(Path file) {
    String name = name(file);
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
