package dev.corral.conformance.cases;

import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.spi.Backend;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many threads must compute what one computes. */
final class ThreadChecks {
  private static final int THREADS = 8;
  private static final int STORAGES = 200;

  private final Map<String, OpCase> samples;
  private final int rounds;

  private ThreadChecks(Map<String, OpCase> samples, int rounds) {
    this.samples = samples;
    this.rounds = rounds;
  }

  static Stream<Check> all(Samples samples, int rounds) {
    ThreadChecks checks = new ThreadChecks(samples.byWord(), rounds);
    Stream<Check> eachWord =
        samples.byWord().entrySet().stream()
            .map(
                sample ->
                    new Check(
                        "threads.801",
                        sample.getKey() + " on " + THREADS + " threads at once",
                        subject -> checks.manyScopes(subject, sample.getValue())));
    return Stream.concat(
        eachWord,
        Stream.of(
            new Check("threads.801", "all words on " + THREADS + " threads", checks::allWords),
            new Check("threads.802", THREADS + " threads", ThreadChecks::manyStorages),
            new Check("threads.803", "all words on another thread", checks::otherThread),
            new Check("threads.804", THREADS + " sessions", checks::manySessions)));
  }

  /** Something that a thread does, by its number. */
  private interface Work {
    void of(int thread);
  }

  /** Runs on several threads that begin together; what one throws comes out here. */
  private static void together(int threads, Work work) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Callable<Void>> calls =
          IntStream.range(0, threads)
              .mapToObj(
                  thread ->
                      (Callable<Void>)
                          () -> {
                            start.await();
                            work.of(thread);
                            return null;
                          })
              .toList();
      for (Future<Void> end : pool.invokeAll(calls)) {
        end.get();
      }
    } catch (ExecutionException failed) {
      throw Mismatch.thrown(
          "on " + threads + " threads", Objects.requireNonNullElse(failed.getCause(), failed));
    } finally {
      pool.shutdownNow();
    }
  }

  private void manyScopes(Subject subject, OpCase c) throws InterruptedException {
    Session session = subject.session();
    Values alone = values(session, c);
    together(THREADS, thread -> repeat(session, c, alone));
  }

  private void repeat(Session session, OpCase c, Values alone) {
    for (int round = 0; round < rounds; round++) {
      Mismatch.require(
          c.repeat() + System.lineSeparator() + "    on " + THREADS + " threads, and on one",
          () -> values(session, c).differenceFrom(alone));
    }
  }

  private static Values values(Session session, OpCase c) {
    try (Scope scope = session.scope()) {
      return c.values(scope.ops());
    }
  }

  private void allWords(Subject subject) throws InterruptedException {
    disturb(List.of(subject.session()));
  }

  private void manySessions(Subject subject) throws InterruptedException {
    List<Session> sessions = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        sessions.add(subject.open());
      }
      disturb(sessions);
    } finally {
      sessions.forEach(Session::close);
    }
  }

  /** Each thread runs every word, beginning with another one, in a session of those given. */
  private void disturb(List<Session> sessions) throws InterruptedException {
    Map<OpCase, Values> alone = new LinkedHashMap<>();
    samples.values().forEach(c -> alone.put(c, values(sessions.get(0), c)));
    List<OpCase> words = List.copyOf(alone.keySet());
    together(
        THREADS,
        thread -> {
          for (int i = 0; i < rounds * words.size(); i++) {
            OpCase c = words.get((i + thread * words.size() / THREADS) % words.size());
            Session session = sessions.get(thread % sessions.size());
            Mismatch.require(
                c.repeat() + System.lineSeparator() + "    while other threads run other words",
                () -> values(session, c).differenceFrom(Objects.requireNonNull(alone.get(c))));
          }
        });
  }

  private static void manyStorages(Subject subject) throws InterruptedException {
    try (Backend backend = subject.openBackend()) {
      together(
          THREADS,
          thread -> {
            for (int i = 0; i < STORAGES; i++) {
              float[] values = new float[1 + (i * 7 + thread) % 97];
              Arrays.fill(values, thread * STORAGES + i);
              Storage storage = backend.allocate(values.length);
              storage.write(values);
              StorageChecks.holds(
                  "allocate, write and read "
                      + values.length
                      + " values on each of "
                      + THREADS
                      + " threads",
                  storage,
                  values);
              storage.forget();
              storage.free();
            }
          });
    }
  }

  /** Arguments from this thread, the call on a second one, the result read on a third. */
  private void otherThread(Subject subject) throws InterruptedException {
    for (OpCase c : samples.values()) {
      try (Scope scope = subject.session().scope()) {
        Tensor[] in = OpCase.put(scope.ops(), c.inputs());
        Tensor[] result = new Tensor[1];
        together(1, thread -> result[0] = c.call().apply(scope.ops(), in));
        together(
            1,
            thread ->
                Mismatch.require(
                    c.repeat()
                        + System.lineSeparator()
                        + "    called on a second thread, its result read on a third",
                    () -> c.expected().get().mismatch(result[0])));
      }
    }
  }
}
