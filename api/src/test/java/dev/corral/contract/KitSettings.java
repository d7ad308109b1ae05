package dev.corral.contract;

import dev.corral.conformance.KitOptions;

/** How much of the kit our own tests run: the quick part, or all of it behind {@code -Pfull}. */
public final class KitSettings {
  public static final KitOptions OPTIONS =
      KitOptions.DEFAULT.size(isFull() ? KitOptions.Size.FULL : KitOptions.Size.QUICK);

  private KitSettings() {}

  public static boolean isFull() {
    return Boolean.getBoolean("corral.conformance.full");
  }
}
