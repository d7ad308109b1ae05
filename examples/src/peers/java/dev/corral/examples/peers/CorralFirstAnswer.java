package dev.corral.examples.peers;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import java.util.Arrays;

/** The chapter's first figure on whatever backend is there. */
public final class CorralFirstAnswer {
  private CorralFirstAnswer() {}

  /**
   * Prints the four sums.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try (Session session = Session.open();
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      float[] sums =
          ops.corr2d(ops.reshape(ops.arange(9), 3, 3), ops.reshape(ops.arange(4), 2, 2)).toArray();
      System.out.println(Arrays.toString(sums));
    }
  }
}
