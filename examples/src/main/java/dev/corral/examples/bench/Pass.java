package dev.corral.examples.bench;

import java.util.Locale;

/** What is computed of a workload. */
public enum Pass {
  /** The result. */
  FORWARD,

  /** A training step without the update: the result and the gradients of its sum by both inputs. */
  STEP;

  /** As users name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
