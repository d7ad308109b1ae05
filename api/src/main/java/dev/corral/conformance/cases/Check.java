package dev.corral.conformance.cases;

/**
 * One case, not yet bound to a backend.
 *
 * @param rule the id of the rule that it tests
 * @param title what it does: the operation, shapes and options; unique within its rule
 * @param body what is done
 */
public record Check(String rule, String title, Body body) {

  /** What a case does with a backend. */
  @FunctionalInterface
  public interface Body {
    /**
     * Runs the case.
     *
     * @param subject the backend
     * @throws Mismatch if the backend breaks the rule
     * @throws Unable if the case cannot be run here
     * @throws InterruptedException if the thread is interrupted while it waits for others
     */
    void run(Subject subject) throws InterruptedException;
  }

  /** The rule and the title. */
  @Override
  public String toString() {
    return rule + " " + title;
  }
}
