package dev.corral.conformance.cases;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a provider promises before and while its backend is opened. */
final class ProviderChecks {
  private static final String NO_SUCH_OPTION = "no-such-option";

  private ProviderChecks() {}

  static Stream<Check> all() {
    return Stream.of(
        new Check("provider.102", "id()", subject -> id(subject.provider())),
        new Check("provider.103", "spiVersion()", subject -> version(subject.provider())),
        new Check("provider.104", "probe() twice", subject -> probe(subject.provider())),
        new Check("provider.105", "open with an unknown option", ProviderChecks::unknownOption),
        new Check("provider.106", "three sessions", ProviderChecks::severalSessions),
        new Check("provider.107", "jvmFlags()", subject -> flags(subject.provider())),
        new Check("provider.109", "priority() twice", subject -> priority(subject.provider())));
  }

  private static void id(BackendProvider provider) {
    String id = provider.id();
    Mismatch.require(
        "id()",
        id.matches(BackendProvider.ID),
        "it is \"" + id + "\", expected " + BackendProvider.ID);
    String again = provider.id();
    Mismatch.require("id() twice", again.equals(id), "first " + id + ", then " + again);
  }

  private static void version(BackendProvider provider) {
    int version = provider.spiVersion();
    Mismatch.require(
        "spiVersion()",
        version == BackendProvider.SPI_VERSION,
        "it is " + version + ", expected " + BackendProvider.SPI_VERSION);
  }

  private static void probe(BackendProvider provider) {
    Availability first = provider.probe();
    Availability second = provider.probe();
    Mismatch.require("probe() twice", first.equals(second), "first " + first + ", then " + second);
    List<String> words =
        first instanceof Availability.Available yes
            ? List.of(yes.device())
            : List.of(
                ((Availability.Unavailable) first).reason(),
                ((Availability.Unavailable) first).remedy());
    for (String text : words) {
      boolean oneLine = !text.isBlank() && text.lines().count() == 1;
      Mismatch.require("probe()", oneLine, "\"" + text + "\" is not a line of words");
    }
  }

  private static void unknownOption(Subject subject) {
    String repeat = "open(Map.of(\"" + NO_SUCH_OPTION + "\", \"1\"))";
    try (Backend opened = subject.provider().open(Map.of(NO_SUCH_OPTION, "1"))) {
      Mismatch.require(repeat, false, "it gave " + opened + ", expected an error");
    } catch (Mismatch found) {
      throw found;
    } catch (RuntimeException refused) {
      Mismatch.require(
          repeat,
          String.valueOf(refused.getMessage()).contains(NO_SUCH_OPTION),
          "the error does not name the option: " + refused);
    }
  }

  private static void severalSessions(Subject subject) {
    Session first = subject.open();
    try (Session second = subject.open()) {
      computes("two sessions are open; the first", first);
      computes("two sessions are open; the second", second);
      first.close();
      computes("the first of two sessions has closed; the second", second);
      try (Session third = subject.open()) {
        computes("a session opened after another has closed", third);
      }
      computes("the first and the third session have closed; the second", second);
    } finally {
      first.close();
    }
  }

  /** That a session adds two vectors. */
  static void computes(String what, Session session) {
    DoubleTensor expected = DoubleTensor.of(Shape.of(3), 1, 3, 5);
    Mismatch.require(
        what + " adds [0, 1, 2] and [1, 2, 3]",
        () -> {
          try (Scope scope = session.scope()) {
            Ops ops = scope.ops();
            Tensor sum = ops.add(ops.arange(3), ops.tensor(new float[] {1, 2, 3}));
            return Expectation.exactly(expected).mismatch(sum);
          }
        });
  }

  private static void flags(BackendProvider provider) {
    for (String flag : provider.jvmFlags()) {
      boolean single = flag.startsWith("-") && flag.chars().noneMatch(Character::isWhitespace);
      Mismatch.require("jvmFlags()", single, "\"" + flag + "\" is not one flag of the launcher");
    }
    for (String name : provider.environment().keySet()) {
      boolean possible = !name.isEmpty() && name.indexOf('=') < 0;
      Mismatch.require("environment()", possible, "\"" + name + "\" is no variable's name");
    }
  }

  private static void priority(BackendProvider provider) {
    int first = provider.priority();
    int second = provider.priority();
    Mismatch.require("priority() twice", first == second, "first " + first + ", then " + second);
  }
}
