package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.tensor.ParameterFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedFileTest extends WithParameterFile {
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
      for (int bit = 0; bit < bytes.length * 8; bit += 7) {
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
    assertThat(refused).isGreaterThan(900);
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
  void aHeaderThatIsTooLongIsRefused() throws IOException {
    archiveWithWeight(" ".repeat(10_001), "");
    assertThat(refusal()).hasMessageContaining("has a header of 10001 bytes, which is too long");
  }

  @Test
  void tooFewAndTooManyElementsAreRefused() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    archiveWithWeight(header, "00".repeat(23));
    assertThat(refusal()).hasMessageContaining("ends before the last of its 6 elements");
    archiveWithWeight(header, "00".repeat(25));
    assertThat(refusal()).hasMessageContaining("goes on after the last of its 6 elements");
  }
}
