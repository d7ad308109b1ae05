package dev.corral.conformance.cases;

/** A case cannot be run here, for a reason that is not the backend's. */
public final class Unable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A case that is skipped.
   *
   * @param reason why
   */
  Unable(String reason) {
    super(reason);
  }
}
