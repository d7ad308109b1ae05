package dev.corral.examples.bench;

import dev.corral.backend.Session;
import java.util.Optional;

/** A backend, with its tensors in place or with all of them coming from and going to the host. */
public final class BackendContestant implements Contestant {
  private final String name;
  private final Session session;
  private final boolean transfers;

  private BackendContestant(String name, Session session, boolean transfers) {
    this.name = name;
    this.session = session;
    this.transfers = transfers;
  }

  /** A backend whose tensors stay where it computes; closing the contestant closes the session. */
  public static BackendContestant resident(String name, Session session) {
    return new BackendContestant(name, session, false);
  }

  /** The same with its inputs copied there and its results copied back at each call. */
  public static BackendContestant withTransfers(String name, Session session) {
    return new BackendContestant(name, session, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    String device = session.backend().device();
    return transfers ? device + "; each call copies its inputs there and its results back" : device;
  }

  @Override
  public Optional<TaskJob> prepare(Task task) {
    Computation computation = Computation.of(task);
    return Optional.of(
        transfers
            ? new TransferJob(session, task, computation)
            : new ResidentJob(session, task, computation));
  }

  @Override
  public void close() {
    session.close();
  }
}
