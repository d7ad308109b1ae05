package dev.corral.conformance.cases;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a case found: how to repeat it, and what differs. */
public final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String repeat;
  private final String difference;

  private Mismatch(String repeat, String difference, @Nullable Throwable cause) {
    super(repeat + ": " + difference, cause);
    this.repeat = repeat;
    this.difference = difference;
  }

  /**
   * Runs a part of a case.
   *
   * @param repeat how to repeat it: operation, shapes, options, and values where they are few
   * @param difference does it and says what differs, if anything does
   * @throws Mismatch if something differs or is thrown
   */
  static void require(String repeat, Supplier<Optional<String>> difference) {
    Optional<String> found;
    try {
      found = difference.get();
    } catch (RuntimeException | Error thrown) {
      throw thrown(repeat, thrown);
    }
    if (found.isPresent()) {
      throw new Mismatch(repeat, found.get(), null);
    }
  }

  /**
   * Requires that something holds.
   *
   * @param repeat how to repeat it
   * @param holds whether it does
   * @param difference what is wrong if it does not
   * @throws Mismatch if it does not hold
   */
  static void require(String repeat, boolean holds, String difference) {
    if (!holds) {
      throw new Mismatch(repeat, difference, null);
    }
  }

  /**
   * What became of a case that should not throw.
   *
   * @param repeat how to repeat it
   * @param thrown what was thrown
   * @return itself, or a mismatch that it is the cause of
   */
  static Mismatch thrown(String repeat, Throwable thrown) {
    return thrown instanceof Mismatch found
        ? found
        : new Mismatch(repeat, "it threw " + thrown, thrown);
  }

  /**
   * The smallest way to repeat it.
   *
   * @return operation, shapes, options, and values where they are few
   */
  public String repeat() {
    return repeat;
  }

  /**
   * What differs.
   *
   * @return the first differing element with its expected value, bound and difference; or in words
   */
  public String difference() {
    return difference;
  }
}
