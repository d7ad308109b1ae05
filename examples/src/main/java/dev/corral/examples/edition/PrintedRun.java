package dev.corral.examples.edition;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an edition prints of its ten steps.
 *
 * @param losses after every second epoch, 2 to 10
 * @param weights the learned kernel, two figures; empty if our copy of the edition has lost them
 */
public record PrintedRun(List<Figure> losses, List<Figure> weights) {
  /** The epochs whose losses are printed. */
  public static final List<Integer> EPOCHS = List.of(2, 4, 6, 8, 10);

  /** Copies the lists. */
  public PrintedRun {
    losses = List.copyOf(losses);
    weights = List.copyOf(weights);
  }

  static PrintedRun of(List<String> losses, Figure... weights) {
    return new PrintedRun(losses.stream().map(Figure::rounded).toList(), List.of(weights));
  }

  /**
   * Every figure, the losses first.
   *
   * @return five or seven figures
   */
  public List<Figure> figures() {
    return Stream.concat(losses.stream(), weights.stream()).toList();
  }
}
