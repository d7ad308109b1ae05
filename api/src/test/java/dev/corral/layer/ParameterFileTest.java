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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest extends WithParameterFile {
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
