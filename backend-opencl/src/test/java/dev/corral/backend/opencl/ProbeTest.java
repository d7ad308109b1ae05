package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.program.PrintSum;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jocl.CL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the report says where OpenCL is not as it should be, and how JOCL is loaded. */
@EnabledOnOs(OS.LINUX)
class ProbeTest {
  @TempDir private Path folder;
  private final ChildJvm jvm = ChildJvm.ofTests();

  /** The report, which has to be the same, and quick, the second time. */
  private String report() throws IOException, InterruptedException {
    String report = jvm.run(PrintReport.class);
    assertThat(report).endsWith(PrintReport.SAME + System.lineSeparator());
    return report;
  }

  @Test
  void withoutALoaderLibrary() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("libOpenCL.so.1"));
    // JOCL tries this name too.
    Files.createFile(folder.resolve("libOpenCL.so"));
    jvm.environment("LD_LIBRARY_PATH", folder);
    assertThat(report())
        .contains("opencl", "UNAVAILABLE", "no OpenCL loader library was found")
        .contains("what to do: install an OpenCL runtime", "apt-get install pocl-opencl-icd");
  }

  @Test
  void withoutJocl() throws IOException, InterruptedException {
    jvm.classPath(
        Arrays.stream(ChildJvm.CLASS_PATH.split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("jocl-"))
            .collect(Collectors.joining(File.pathSeparator)));
    assertThat(report())
        .contains("UNAVAILABLE", "JOCL, the library that reaches OpenCL, is missing")
        .contains("what to do: add org.jocl:jocl to the class path");
  }

  @Test
  void whereJoclHasNoNativeLibrary() throws IOException, InterruptedException {
    jvm.flag("-Dos.arch=abacus");
    assertThat(report())
        .contains("UNAVAILABLE", "JOCL's native library does not load")
        .contains("what to do: use an operating system and processor that JOCL has one for");
  }

  @Nested
  @NeedsDevice
  class WithALoader {
    @Test
    void withoutADevice() throws IOException, InterruptedException {
      jvm.environment("OCL_ICD_VENDORS", folder);
      assertThat(report())
          .contains("UNAVAILABLE", "OpenCL is installed, but there is no device")
          .contains("what to do: install an OpenCL runtime", "apt-get install pocl-opencl-icd");
    }

    @Test
    void withADevice() throws IOException, InterruptedException {
      assertThat(report())
          .contains("AVAILABLE", "[0]", "driver", "compute units", "MiB")
          .doesNotContain("UNAVAILABLE");
    }

    @Test
    void withAWrongName() throws IOException, InterruptedException {
      jvm.flag("-Dcorral.opencl.device=abacus");
      assertThat(report())
          .contains("UNAVAILABLE", "-Dcorral.opencl.device=abacus names no device")
          .contains("what to do: name one of these by its index: [0]");
    }

    /** JOCL takes what lies in the temporary directory under its library's name. */
    @Test
    void neverLoadsWhatOthersPutInTheTemporaryDirectory() throws IOException, InterruptedException {
      String name = "libJOCL_2_0_6-linux-" + (is64BitArm() ? "arm64" : "x86_64") + ".so";
      assertThat(CL.class.getResource("/lib/" + name)).isNotNull();
      Path planted = Files.createFile(folder.resolve(name));
      jvm.flag("-Djava.io.tmpdir=" + folder).flag("-XX:-UsePerfData");
      assertThat(jvm.run(PrintSum.class).strip()).isEqualTo("[] 3.0");
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).containsExactly(planted);
      }
    }

    private static boolean is64BitArm() {
      return System.getProperty("os.arch").equals("aarch64");
    }

    /** Without a word from Java, which would otherwise warn where the flag is missing. */
    @Test
    void namesTheFlagThatJavaWantsForNativeLibraries() throws IOException, InterruptedException {
      boolean wanted = Runtime.version().feature() >= 24;
      ChildJvm without = wanted ? jvm.withOnly("--illegal-native-access=allow") : jvm;
      assertThat(without.run(PrintSum.class).strip())
          .isEqualTo(wanted ? "[--enable-native-access=ALL-UNNAMED] 3.0" : "[] 3.0");
    }

    @Test
    void onTheModulePath() throws IOException, InterruptedException {
      boolean warns = Runtime.version().feature() >= 24;
      if (warns) {
        jvm.flag("--enable-native-access=jocl");
      }
      String modules =
          Stream.of(OpenClProvider.class, Backends.class, CL.class)
              .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
              .collect(Collectors.joining(File.pathSeparator));
      jvm.flag("--module-path=" + modules).flag("--add-modules=dev.corral.backend.opencl");
      assertThat(jvm.run(PrintSum.class).strip()).isEqualTo("[] 3.0");
    }
  }
}
