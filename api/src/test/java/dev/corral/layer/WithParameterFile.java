package dev.corral.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.tensor.ParameterFileException;
import dev.corral.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A layer, its parameters' values, and files of them from here and from NumPy. */
abstract class WithParameterFile extends InScope {
  static final float[] WEIGHT = {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f};
  static final float[] BIAS = {0.1f, -0f};
  static final String BIAS_HEADER = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  static final String BIAS_DATA = "cdcccc3d00000080";

  @TempDir Path folder;
  Path file;
  Linear linear;

  @BeforeEach
  final void layer() {
    file = folder.resolve("weights.npz");
    linear = Linear.builder(3, 2).build(scope);
    linear.weight().set(ops.fromArray(Shape.of(2, 3), WEIGHT));
    linear.bias().set(ops.tensor(BIAS));
  }

  /** Other values than those in the files. */
  void clear() {
    linear.weight().set(ops.zeros(2, 3));
    linear.bias().set(ops.zeros(2));
  }

  void isLoaded() {
    assertThat(linear.weight().value().toArray()).containsExactly(WEIGHT);
    assertThat(linear.bias().value().toArray()).containsExactly(BIAS);
  }

  void isUntouched() {
    assertThat(linear.weight().value().toArray()).containsOnly(0).hasSize(6);
    assertThat(linear.bias().value().toArray()).containsOnly(0).hasSize(2);
    assertThat(session.liveTensors()).isEqualTo(2);
  }

  ParameterFileException refusal() {
    clear();
    ParameterFileException[] refusal = new ParameterFileException[1];
    assertThatThrownBy(() -> ParameterFile.load(file, linear))
        .isInstanceOfSatisfying(ParameterFileException.class, e -> refusal[0] = e);
    isUntouched();
    return refusal[0];
  }

  /** An archive of entries: name, header version, header text, data in hexadecimal. */
  void archive(String... parts) throws IOException {
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

  void archiveWithWeight(String header, String data) throws IOException {
    archive("weight.npy", "1", header, data, "bias.npy", "1", BIAS_HEADER, BIAS_DATA);
  }

  // Made with NumPy 2.4.6:
  //   w = (numpy.arange(6, dtype='<f4') - 2.5).reshape(2, 3); b = numpy.array([0.1, -0.0], '<f4')
  //   numpy.savez(file, weight=w, bias=b)
  //   numpy.savez_compressed(file, weight=numpy.asfortranarray(w), bias=b.astype('>f4'))

  static final String NUMPY_SAVEZ =
      "UEsDBC0AAAAAAAAAIQBtctun//////////8KABQAd2VpZ2h0Lm5weQEAEACYAAAAAAAAAJgAAAAAAAAA"
          + "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzog"
          + "KDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgIAoAACDAAADAvwAAAL8AAAA/AADAPwAAIEBQSwMELQAAAAAAAAAhAEQ2i5T//////////wgA"
          + "FABiaWFzLm5weQEAEACIAAAAAAAAAIgAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2Zv"
          + "cnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIArNzMw9AAAAgFBLAQItAy0AAAAAAAAA"
          + "IQBtctunmAAAAJgAAAAKAAAAAAAAAAAAAACAAQAAAAB3ZWlnaHQubnB5UEsBAi0DLQAAAAAAAAAhAEQ2"
          + "i5SIAAAAiAAAAAgAAAAAAAAAAAAAAIAB1AAAAGJpYXMubnB5UEsFBgAAAAACAAIAbgAAAJYBAAAAAA==";

  static final String NUMPY_SAVEZ_COMPRESSED =
      "UEsDBC0AAAAIAAAAIQAcZQIk//////////8KABQAd2VpZ2h0Lm5weQEAEACYAAAAAAAAAFkAAAAAAAAA"
          + "m+wX6hsQychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSDykqTQUKF2ckFqQCuRpGOgrG"
          + "mjoKtQrkAy4GBoUDDAwM9gwMB/YDMZBmANIKDgBQSwMELQAAAAgAAAAhAMqbGqX//////////wgAFABi"
          + "aWFzLm5weQEAEACIAAAAAAAAAE0AAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpdmoq6joJ6WX1RS"
          + "lJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALtszZ842MDAwAABQSwECLQMtAAAACAAAACEA"
          + "HGUCJFkAAACYAAAACgAAAAAAAAAAAAAAgAEAAAAAd2VpZ2h0Lm5weVBLAQItAy0AAAAIAAAAIQDKmxql"
          + "TQAAAIgAAAAIAAAAAAAAAAAAAACAAZUAAABiaWFzLm5weVBLBQYAAAAAAgACAG4AAAAcAQAAAAA=";
}
