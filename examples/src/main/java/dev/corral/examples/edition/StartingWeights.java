package dev.corral.examples.edition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a printed run must have started. The book prints no seed, but its run is a linear
 * recurrence in two unknowns ({@link Recurrence}), so what it prints of the end gives the
 * beginning:
 *
 * <ol>
 *   <li>roughly, from the losses alone, by linear least squares;
 *   <li>then from all figures together, each weighted by its rounding, by Gauss and Newton's
 *       method;
 *   <li>exactly, by a search around that fit for the nearest float32 numbers from which every
 *       printed digit comes out with as much room as can be had, in whichever order the sums are
 *       added up ({@link Descent}).
 * </ol>
 *
 * @param w0 the first weight
 * @param w1 the second weight
 * @param room how safely the tightest figure comes out, from 0 (barely) to 1 (with plenty of room)
 */
public record StartingWeights(float w0, float w1, double room) {
  private static final int NEWTON_STEPS = 5;

  /** The search goes this many spreads of the fit each way, */
  private static final int SPREADS = 6;

  /** in this many steps. */
  private static final int STEPS = 32;

  private static final List<Descent> ROUNDINGS = roundings();
  private static final List<Offset> NEAREST_FIRST = nearestFirst();

  /** A place of the search, in steps from the fit. */
  private record Offset(int p, int q) {}

  private static List<Descent> roundings() {
    List<Descent> all = new ArrayList<>();
    for (Summation order : Summation.ORDERS) {
      all.add(new Descent(order, false));
      all.add(new Descent(order, true));
    }
    return all;
  }

  private static List<Offset> nearestFirst() {
    List<Offset> all = new ArrayList<>();
    for (int p = -STEPS; p <= STEPS; p++) {
      for (int q = -STEPS; q <= STEPS; q++) {
        all.add(new Offset(p, q));
      }
    }
    all.sort(Comparator.comparingInt(o -> o.p * o.p + o.q * o.q));
    return all;
  }

  /**
   * Derives the starting weights of a printed run.
   *
   * @param run what is printed
   * @return float32 weights from which every printed figure comes out
   * @throws IllegalArgumentException if there are none, so no such run printed these figures
   */
  public static StartingWeights of(PrintedRun run) {
    Recurrence fit = Recurrence.ofLosses(run);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double[] next = fit.linearised(run).solve();
      fit = new Recurrence(next[0], next[1]);
    }
    StartingWeights best = search(run.figures(), fit, fit.linearised(run).spreads());
    if (best.room <= 0) {
      throw new IllegalArgumentException("no start leads to the printed figures " + run);
    }
    return best;
  }

  private static StartingWeights search(List<Figure> figures, Recurrence fit, double[] spreads) {
    StartingWeights best = new StartingWeights(0, 0, 0);
    double step = (double) SPREADS / STEPS;
    for (Offset offset : NEAREST_FIRST) {
      Recurrence start =
          new Recurrence(
              fit.p() + step * spreads[0] * offset.p, fit.q() + step * spreads[1] * offset.q);
      float w0 = (float) start.w0();
      float w1 = (float) start.w1();
      double room = room(figures, w0, w1, best.room);
      if (room > best.room) {
        best = new StartingWeights(w0, w1, room);
      }
      if (best.room == 1) {
        break;
      }
    }
    return best;
  }

  /**
   * The room of the tightest figure under any rounding; ends early once it is not above a bound.
   */
  private static double room(List<Figure> figures, float w0, float w1, double bound) {
    double room = 1;
    for (Descent rounding : ROUNDINGS) {
      double[] seen = rounding.run(w0, w1);
      for (int i = 0; i < figures.size(); i++) {
        room = Math.min(room, figures.get(i).room(seen[i]));
      }
      if (room <= bound) {
        return room;
      }
    }
    return room;
  }
}
