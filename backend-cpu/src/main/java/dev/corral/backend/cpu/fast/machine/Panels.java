package dev.corral.backend.cpu.fast.machine;

import dev.corral.backend.cpu.fast.kernel.Kernels;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Panels that wait for the next product. */
public final class Panels {
  private final Kernels kernels;
  private final ConcurrentLinkedDeque<Kernels.Panel> waiting = new ConcurrentLinkedDeque<>();

  Panels(Kernels kernels) {
    this.kernels = kernels;
  }

  public Kernels.Panel take() {
    Kernels.Panel panel = waiting.poll();
    return panel == null ? kernels.panel() : panel;
  }

  public void give(Kernels.Panel panel) {
    waiting.push(panel);
  }
}
