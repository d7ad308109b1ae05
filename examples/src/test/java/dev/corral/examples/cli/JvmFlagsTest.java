package dev.corral.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
  private final JvmFlags flags = new JvmFlags(List.of("-Xmx1g", "-Dsome.flag=1"));

  @Test
  void aFlagIsThereIfItWasGiven() {
    assertThat(flags.missing(List.of("-Dsome.flag=1", "-Dsome.flag=2", "-Xmx1g")))
        .containsExactly("-Dsome.flag=2");
  }

  @Test
  void aModuleIsThereIfItIsLoaded() {
    assertThat(flags.missing(List.of("--add-modules=java.base,java.logging"))).isEmpty();
    assertThat(flags.missing(List.of("--add-modules=java.base,no.such.module")))
        .containsExactly("--add-modules=java.base,no.such.module");
  }
}
