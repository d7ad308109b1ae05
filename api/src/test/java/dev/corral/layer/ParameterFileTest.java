package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.backend.Ops;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.ParameterFileException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest extends InScope {
  private static final float[] WEIGHT = {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f};
  private static final float[] BIAS = {0.1f, -0f};

  @TempDir Path folder;
  private Path file;
  private Linear linear;

  @BeforeEach
  void layer() {
    file = folder.resolve("weights.npz");
    linear = Linear.builder(3, 2).build(scope);
    begin(linear);
  }

  private void begin(Linear layer) {
    layer.weight().set(ops.fromArray(Shape.of(2, 3), WEIGHT));
    layer.bias().set(ops.tensor(BIAS));
  }

  /** Other values than those in the files. */
  private void clear() {
    linear.weight().set(ops.zeros(2, 3));
    linear.bias().set(ops.zeros(2));
  }

  private void isLoaded() {
    assertThat(linear.weight().value().toArray()).containsExactly(WEIGHT);
    assertThat(linear.bias().value().toArray()).containsExactly(BIAS);
  }

  private void isUntouched() {
    assertThat(linear.weight().value().toArray()).containsOnly(0).hasSize(6);
    assertThat(linear.bias().value().toArray()).containsOnly(0).hasSize(2);
    assertThat(session.liveTensors()).isEqualTo(2);
  }

  private ParameterFileException refusal() {
    clear();
    ParameterFileException[] refusal = new ParameterFileException[1];
    assertThatThrownBy(() -> ParameterFile.load(file, linear))
        .isInstanceOfSatisfying(ParameterFileException.class, e -> refusal[0] = e);
    isUntouched();
    return refusal[0];
  }

  /** An archive of entries: name, header version, header text, data in hexadecimal. */
  private void archive(String... parts) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < parts.length; i += 4) {
        zip.putNextEntry(new ZipEntry(parts[i]));
        zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', Byte.parseByte(parts[i + 1])});
        byte[] text = parts[i + 2].getBytes(StandardCharsets.UTF_8);
        zip.write(new byte[] {0, (byte) text.length, (byte) (text.length >> 8)});
        zip.write(new byte[parts[i + 1].equals("1") ? 0 : 2]);
        zip.write(text);
        zip.write(HexFormat.of().parseHex(parts[i + 3]));
      }
    }
  }

  private static final String BIAS_HEADER =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  private static final String BIAS_DATA = "cdcccc3d00000080";

  private void archiveWithWeight(String header, String data) throws IOException {
    archive("weight.npy", "1", header, data, "bias.npy", "1", BIAS_HEADER, BIAS_DATA);
  }

  @Test
  void whatIsSavedIsLoaded() {
    ParameterFile.save(file, linear);
    clear();
    ParameterFile.load(file, linear);
    isLoaded();
    assertThat(session.liveTensors()).isEqualTo(2);
    assertThat(folder).isDirectoryContaining("glob:**/weights.npz");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void everyBitSurvives() {
    float[] values = {
      Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -0f, Float.MAX_VALUE, 0x1.fffffep-3f
    };
    linear.weight().set(ops.fromArray(Shape.of(2, 3), values));
    ParameterFile.save(file, linear);
    clear();
    ParameterFile.load(file, linear);
    assertThat(linear.weight().value().toArray()).containsExactly(values);
  }

  @Test
  void largeArraysAndNestedNamesSurvive() throws IOException {
    Sequential net =
        new Sequential(
            Conv2d.builder(3, 100).kernel(11).build(scope),
            new Sequential(Linear.builder(3, 2).build(scope)));
    float[] before = net.values().get(0).toArray();
    ParameterFile.save(file, net);
    net.parameters().values().forEach(cell -> cell.set(ops.fill(cell.shape(), 0)));
    ParameterFile.load(file, net);
    assertThat(net.values().get(0).toArray()).containsExactly(before);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("0.weight.npy", "0.bias.npy", "1.0.weight.npy", "1.0.bias.npy");
    }
  }

  @Test
  void aBlockWithoutParametersMakesAnEmptyArchive() {
    ParameterFile.save(file, new Relu());
    assertThatCode(() -> ParameterFile.load(file, new Relu())).doesNotThrowAnyException();
    assertThat(refusal()).hasMessageContaining("lacks [bias.npy, weight.npy] and has besides []");
  }

  @Test
  void scalarsAndEmptyTensorsSurvive() {
    Parameter scalar = new Parameter(scope, "scalar", ops.tensor(7f));
    Parameter empty = new Parameter(scope, "empty", ops.zeros(2, 0, 3));
    Block block = block(scalar, empty);
    ParameterFile.save(file, block);
    scalar.set(ops.tensor(0f));
    ParameterFile.load(file, block);
    assertThat(scalar.value().item()).isEqualTo(7);
    assertThat(empty.shape()).isEqualTo(Shape.of(2, 0, 3));
  }

  private static Block block(Parameter... parameters) {
    return new Block() {
      @Override
      public Tensor forward(Ops ops, Tensor x) {
        return x;
      }

      @Override
      public Map<String, Parameter> parameters() {
        return Parameter.byName(parameters);
      }
    };
  }

  /** The bytes that numpy.save of NumPy 2.4 writes for the same array. */
  @Test
  void arraysAreWrittenAsNumPyWritesThem() throws IOException {
    ParameterFile.save(file, linear);
    byte[] expected = entry(Base64.getDecoder().decode(NUMPY_SAVEZ), "weight.npy");
    assertThat(expected).hasSize(152);
    assertThat(entry(Files.readAllBytes(file), "weight.npy")).isEqualTo(expected);
  }

  @Test
  void equalParametersGiveEqualFiles() throws IOException {
    ParameterFile.save(file, linear);
    byte[] first = Files.readAllBytes(file);
    ParameterFile.save(file, linear);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  private static byte[] entry(byte[] archive, String name) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      while (!zip.getNextEntry().getName().equals(name)) {}
      return zip.readAllBytes();
    }
  }

  // Made with NumPy 2.4.6:
  //   w = (numpy.arange(6, dtype='<f4') - 2.5).reshape(2, 3); b = numpy.array([0.1, -0.0], '<f4')
  //   numpy.savez(file, weight=w, bias=b)
  //   numpy.savez_compressed(file, weight=numpy.asfortranarray(w), bias=b.astype('>f4'))

  private static final String NUMPY_SAVEZ =
      "UEsDBC0AAAAAAAAAIQBtctun//////////8KABQAd2VpZ2h0Lm5weQEAEACYAAAAAAAAAJgAAAAAAAAA"
          + "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgIAoAACDAAADAvwAAAL8AAAA/AADAPwAAIEBQSwMELQAAAAAAAAAhAEQ2i5T//////////wgA"
          + "FABiaWFzLm5weQEAEACIAAAAAAAAAIgAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2Zv"
          + "cnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIArNzMw9AAAAgFBLAQItAy0AAAAAAAAA"
          + "IQBtctunmAAAAJgAAAAKAAAAAAAAAAAAAACAAQAAAAB3ZWlnaHQubnB5UEsBAi0DLQAAAAAAAAAhAEQ2"
          + "i5SIAAAAiAAAAAgAAAAAAAAAAAAAAIAB1AAAAGJpYXMubnB5UEsFBgAAAAACAAIAbgAAAJYBAAAAAA==";

  private static final String NUMPY_SAVEZ_COMPRESSED =
      "UEsDBC0AAAAIAAAAIQAcZQIk//////////8KABQAd2VpZ2h0Lm5weQEAEACYAAAAAAAAAFkAAAAAAAAA"
          + "m+wX6hsQychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSDykqTQUKF2ckFqQCuRpGOgrG"
          + "mjoKtQrkAy4GBoUDDAwM9gwMB/YDMZBmANIKDgBQSwMELQAAAAgAAAAhAMqbGqX//////////wgAFABi"
          + "aWFzLm5weQEAEACIAAAAAAAAAE0AAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpdmoq6joJ6WX1RS"
          + "lJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALtszZ842MDAwAABQSwECLQMtAAAACAAAACEA"
          + "HGUCJFkAAACYAAAACgAAAAAAAAAAAAAAgAEAAAAAd2VpZ2h0Lm5weVBLAQItAy0AAAAIAAAAIQDKmxql"
          + "TQAAAIgAAAAIAAAAAAAAAAAAAACAAZUAAABiaWFzLm5weVBLBQYAAAAAAgACAG4AAAAcAQAAAAA=";

  @ParameterizedTest
  @ValueSource(strings = {NUMPY_SAVEZ, NUMPY_SAVEZ_COMPRESSED})
  void whatNumPySavesIsLoaded(String base64) throws IOException {
    Files.write(file, Base64.getDecoder().decode(base64));
    clear();
    ParameterFile.load(file, linear);
    isLoaded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void headersOfEachVersionInAnyOrderAndSpacingAreRead(String version) throws IOException {
    String data = "000020c00000c0bf000000bf0000003f0000c03f00002040";
    String header = "{'shape':(2, 3 ),'fortran_order' : False,  'descr': '<f4'}\n";
    archive("weight.npy", version, header, data, "bias.npy", version, BIAS_HEADER, BIAS_DATA);
    clear();
    ParameterFile.load(file, linear);
    isLoaded();
  }

  @Test
  void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
    for (String whole : List.of(saved(), NUMPY_SAVEZ, NUMPY_SAVEZ_COMPRESSED)) {
      byte[] bytes = Base64.getDecoder().decode(whole);
      for (int length = 0; length < bytes.length; length++) {
        Files.write(file, Arrays.copyOf(bytes, length));
        assertThat(refusal()).hasMessageContaining(file.toString());
      }
    }
  }

  private String saved() throws IOException {
    ParameterFile.save(file, linear);
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }

  /** Some bits carry nothing (a date, a version): then the values must be right. */
  @Test
  void aFileWithAFlippedBitIsRefusedOrLoadsRight() throws IOException {
    int refused = 0;
    for (String whole : List.of(saved(), NUMPY_SAVEZ, NUMPY_SAVEZ_COMPRESSED)) {
      byte[] bytes = Base64.getDecoder().decode(whole);
      for (int bit = 0; bit < bytes.length * 8; bit += 3) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, damaged);
        clear();
        try {
          ParameterFile.load(file, linear);
          isLoaded();
        } catch (ParameterFileException e) {
          refused++;
          isUntouched();
        }
      }
    }
    assertThat(refused).isGreaterThan(2000);
  }

  @Test
  void aWrongChecksumIsNamed() throws IOException {
    byte[] bytes = Base64.getDecoder().decode(NUMPY_SAVEZ);
    int lastOfWeight = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(" @PK") + 1;
    bytes[lastOfWeight]++;
    Files.write(file, bytes);
    assertThat(refusal())
        .hasMessage(
            "the file "
                + file
                + ", array weight is damaged: its checksum is wrong; expected a NumPy array of"
                + " float32 numbers, rank 0 to 6. Save it again with numpy.savez or"
                + " ParameterFile.save.");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(refusal())
        .hasMessageStartingWith("the file " + file + " cannot be read: ")
        .hasMessageContaining("NoSuchFileException")
        .hasMessageEndingWith(
            "expected a whole .npz archive. Check the path; if it is right, save or copy the file"
                + " again.")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Files.writeString(file, "not an archive");
    assertThat(refusal()).hasMessageContaining("cannot be read: ").hasMessageContaining("zip");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(refusal()).hasMessageContaining("cannot be read: ");
  }

  @Test
  void missingAndSurplusNamesAreListed() throws IOException {
    archive("kernel.npy", "1", BIAS_HEADER, BIAS_DATA, "bias.npy", "1", BIAS_HEADER, BIAS_DATA);
    assertThat(refusal())
        .hasMessage(
            "the file "
                + file
                + " lacks [weight.npy] and has besides [kernel.npy]; expected one array for each"
                + " of the parameters [weight, bias]. Load it into a block of the same structure,"
                + " or rename the arrays.");
    linear.bias().set(ops.ones(2));
    Linear noBias = Linear.builder(3, 2).bias(false).build(scope);
    ParameterFile.save(file, linear);
    assertThatThrownBy(() -> ParameterFile.load(file, noBias))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("lacks [] and has besides [bias.npy]");
    noBias.close();
  }

  @Test
  void anotherShapeIsRefusedBeforeAnythingIsSet() throws IOException {
    archive(
        "weight.npy",
        "1",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
        "00".repeat(24),
        "bias.npy",
        "1",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }",
        BIAS_DATA);
    assertThat(refusal())
        .hasMessage(
            "the file "
                + file
                + ", array bias has the shape [1, 2]; expected the parameter's shape [2]. Load it"
                + " into a block of the same sizes.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'<f8'; <f8",
        "'<i4'; <i4",
        "'|O'; |O",
        "[('a', '<f4'), ('b', '<f4')]; [('a', '<f4'), ('b', '<f4')]",
      })
  void anotherTypeIsRefused(String descr, String type) throws IOException {
    archiveWithWeight(
        "{'descr': " + descr + ", 'fortran_order': False, 'shape': (2, 3), }", "00".repeat(48));
    assertThat(refusal())
        .hasMessageContaining("array weight holds elements of the type " + type + ";")
        .hasMessageContaining("expected float32, '<f4' or '>f4'")
        .hasMessageEndingWith("Convert it with array.astype(numpy.float32) before saving.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "no dictionary | has the header no dictionary",
        "{'fortran_order': False, 'shape': (2, 3)} | has no valid descr in its header",
        "{'descr': '<f4', 'shape': (2, 3)} | has no valid fortran_order in its header",
        "{'descr': '<f4', 'fortran_order': False} | has no valid shape in its header",
        "{'descr': '<f4', 'fortran_order': 1, 'shape': (2, 3)} | has no valid fortran_order",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 6} | has no valid shape",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -3)} | has no valid shape",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)} | has the shape (2 3)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 99999999999)} | has the shape (2",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,2,3)} | has the shape (1",
      })
  void aMalformedHeaderIsRefused(String header, String complaint) throws IOException {
    archiveWithWeight(header, "00".repeat(24));
    assertThat(refusal())
        .hasMessageContaining("array weight " + complaint)
        .hasMessageContaining("expected a NumPy array of float32 numbers, rank 0 to 6");
  }

  @Test
  void anotherMagicOrVersionIsRefused() throws IOException {
    archive("weight.npy", "4", BIAS_HEADER, "", "bias.npy", "1", BIAS_HEADER, BIAS_DATA);
    assertThat(refusal()).hasMessageContaining("does not begin as a NumPy array of format 1, 2");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("weight.npy"));
      zip.putNextEntry(new ZipEntry("bias.npy"));
    }
    assertThat(refusal()).hasMessageContaining("does not begin as a NumPy array of format 1, 2");
  }

  @Test
  void aHeaderThatIsTooLongOrTooShortIsRefused() throws IOException {
    archiveWithWeight(" ".repeat(10_001), "");
    assertThat(refusal()).hasMessageContaining("has a header of 10001 bytes that ends too early");
  }

  @Test
  void tooFewAndTooManyElementsAreRefused() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    archiveWithWeight(header, "00".repeat(23));
    assertThat(refusal()).hasMessageContaining("ends before the last of its 6 elements");
    archiveWithWeight(header, "00".repeat(25));
    assertThat(refusal()).hasMessageContaining("goes on after the last of its 6 elements");
  }

  @Test
  void aClosedBlockIsNeitherSavedNorLoaded() throws IOException {
    ParameterFile.save(file, linear);
    byte[] before = Files.readAllBytes(file);
    linear.bias().close();
    assertThatThrownBy(() -> ParameterFile.save(file, linear)).isInstanceOf(ClosedException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder.toFile().list()).containsExactly("weights.npz");
    linear.weight().set(ops.zeros(2, 3));
    assertThatThrownBy(() -> ParameterFile.load(file, linear))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("the parameter bias was used after it");
    assertThat(linear.weight().value().toArray()).containsOnly(0);
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAndLeavesNothingBehind() throws IOException {
    Files.createDirectory(file);
    Files.createFile(file.resolve("in the way"));
    assertThatThrownBy(() -> ParameterFile.save(file, linear))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageStartingWith("the file " + file + " was not written: ")
        .hasMessageContaining("expected a folder that can be written to")
        .hasCauseInstanceOf(IOException.class);
    Path nowhere = folder.resolve("absent").resolve("weights.npz");
    assertThatThrownBy(() -> ParameterFile.save(nowhere, linear))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("NoSuchFileException");
    assertThat(folder.toFile().list()).containsExactly("weights.npz");
    assertThat(file).isDirectoryContaining("glob:**/in the way");
  }
}
