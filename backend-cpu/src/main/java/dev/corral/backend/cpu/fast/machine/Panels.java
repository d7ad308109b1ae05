package dev.corral.backend.cpu.fast.machine;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import dev.corral.backend.cpu.fast.memory.Pool;

/** Panels that wait for the next product. */
public final class Panels {
  private final Kernels kernels;
  private final Pool<Kernels.Panel> waiting = new Pool<>();

  Panels(Kernels kernels) {
    this.kernels = kernels;
  }

  public Kernels.Panel take() {
    Kernels.Panel panel = waiting.poll();
    return panel == null ? kernels.panel() : panel;
  }

  public void give(Kernels.Panel panel) {
    waiting.give(panel);
  }
}
