package dev.corral.layer;

import dev.corral.tensor.ParameterFileException;
import dev.corral.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A block's parameters in a file of NumPy's .npz format: a zip archive with an array {@code
 * NAME.npy} for each. {@code numpy.load} reads what is written here, and what {@code numpy.savez}
 * or {@code numpy.savez_compressed} writes of float32 arrays is read here.
 */
public final class ParameterFile {
  private static final String SUFFIX = ".npy";

  /** Entries are dated as NumPy dates them, so that equal parameters give equal files. */
  private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ParameterFile() {}

  /**
   * Writes the parameters. The file appears whole, in the place of one that was there, or not at
   * all.
   *
   * @param file where to, as {@code weights.npz}
   * @param block whose parameters
   * @throws ParameterFileException if the file cannot be written
   * @throws dev.corral.tensor.ClosedException if a parameter has closed
   */
  public static void save(Path file, Block block) {
    Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try {
        write(temporary, block.parameters());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw new ParameterFileException(
          "the file " + file + " was not written: " + failure,
          "a folder that can be written to, with room for the parameters",
          "Choose another place",
          failure);
    }
  }

  private static void write(Path file, Map<String, Parameter> parameters) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
        Tensor value = parameter.getValue().value();
        ZipEntry entry = new ZipEntry(parameter.getKey() + SUFFIX);
        entry.setTimeLocal(NO_DATE);
        zip.putNextEntry(entry);
        NpyArray.write(zip, value.shape(), value.toArray());
      }
      zip.finish();
      zip.flush();
      channel.force(true);
    }
  }

  /**
   * Reads the parameters, by name. All are set, or none if an error is thrown.
   *
   * @param file where from; its arrays have exactly the names and shapes of the block's parameters
   * @param block whose parameters
   * @throws ParameterFileException if the file is missing, damaged or of another format, or its
   *     names, shapes or types are other than the block's
   * @throws dev.corral.tensor.ClosedException if a parameter has closed
   */
  public static void load(Path file, Block block) {
    Map<String, Parameter> parameters = block.parameters();
    List<Parameter> cells = List.copyOf(parameters.values());
    List<float[]> values = read(file, parameters);
    Parameter.setAll(
        cells,
        ops -> {
          List<Tensor> next = new ArrayList<>();
          for (int i = 0; i < cells.size(); i++) {
            next.add(ops.fromArray(cells.get(i).shape(), values.get(i)));
          }
          return next;
        });
  }

  private static List<float[]> read(Path file, Map<String, Parameter> parameters) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      checkNames(file, zip, parameters.keySet());
      List<float[]> values = new ArrayList<>();
      for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
        values.add(read(file, zip, parameter.getKey(), parameter.getValue()));
      }
      return values;
    } catch (IOException failure) {
      throw new ParameterFileException(
          "the file " + file + " cannot be read: " + failure,
          "a whole .npz archive",
          "Check the path; if it is right, save or copy the file again",
          failure);
    }
  }

  private static void checkNames(Path file, ZipFile zip, Set<String> names) {
    List<String> entries = zip.stream().map(ZipEntry::getName).toList();
    Set<String> missing = new TreeSet<>(names.stream().map(name -> name + SUFFIX).toList());
    Set<String> surplus = new TreeSet<>(entries);
    surplus.removeAll(missing);
    missing.removeAll(entries);
    if (!missing.isEmpty() || entries.size() != names.size()) {
      throw new ParameterFileException(
          "the file " + file + " lacks " + missing + " and has besides " + surplus,
          "one array for each of the parameters " + names,
          "Load it into a block of the same structure, or rename the arrays",
          null);
    }
  }

  private static float[] read(Path file, ZipFile zip, String name, Parameter parameter)
      throws IOException {
    String place = "the file " + file + ", array " + name;
    ZipEntry entry = zip.getEntry(name + SUFFIX);
    CRC32 sum = new CRC32();
    try (InputStream raw = zip.getInputStream(entry);
        InputStream in = new CheckedInputStream(raw, sum)) {
      NpyHeader header = NpyHeader.read(in, place);
      if (!header.shape().equals(parameter.shape())) {
        throw new ParameterFileException(
            place + " has the shape " + header.shape(),
            "the parameter's shape " + parameter.shape(),
            "Load it into a block of the same sizes",
            null);
      }
      float[] values = NpyArray.read(in, header, place);
      if (sum.getValue() != entry.getCrc()) {
        throw NpyHeader.malformed(place, "is damaged: its checksum is wrong");
      }
      return values;
    }
  }
}
