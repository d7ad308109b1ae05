package dev.corral.examples.plugin;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Availability;
import java.util.List;
import java.util.Map;

/** A backend that wants JVM flags and tells which it has; the best of all, where it is. */
public class FlaggedBackend extends PlainBackend {
  @Override
  public String id() {
    return "flagged";
  }

  @Override
  public int priority() {
    return 1000;
  }

  @Override
  public List<String> jvmFlags() {
    return List.of("-Dcorral.test.flag=set", "--add-modules=jdk.incubator.vector");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("CORRAL_TEST_VARIABLE", "there");
  }

  @Override
  public Availability probe() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return Availability.available(
        String.format(
            "flag %s, module %s, kept %s, variable %s",
            System.getProperty("corral.test.flag"),
            module ? "present" : "absent",
            System.getProperty("corral.test.kept"),
            System.getenv("CORRAL_TEST_VARIABLE")));
  }
}
