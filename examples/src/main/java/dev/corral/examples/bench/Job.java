package dev.corral.examples.bench;

/** Something that somebody is ready to do, all that it needs in place. */
public interface Job extends AutoCloseable {
  /**
   * Does it several times and returns when all of it is done.
   *
   * @param calls how often, 1 or more
   */
  void run(int calls);

  @Override
  void close();
}
