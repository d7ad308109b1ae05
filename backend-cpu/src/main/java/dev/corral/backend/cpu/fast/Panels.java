package dev.corral.backend.cpu.fast;

import java.util.concurrent.ConcurrentLinkedDeque;

/** Panels that wait for the next product. */
final class Panels {
  private final Kernels kernels;
  private final ConcurrentLinkedDeque<Kernels.Panel> waiting = new ConcurrentLinkedDeque<>();

  Panels(Kernels kernels) {
    this.kernels = kernels;
  }

  Kernels.Panel take() {
    Kernels.Panel panel = waiting.poll();
    return panel == null ? kernels.panel() : panel;
  }

  void give(Kernels.Panel panel) {
    waiting.push(panel);
  }
}
