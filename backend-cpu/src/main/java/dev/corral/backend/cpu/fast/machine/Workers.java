package dev.corral.backend.cpu.fast.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A backend's own threads. The caller of {@link #run} works too, and whoever calls while the
 * threads are busy, from another thread or from inside a task, does all of it alone: so nothing
 * ever waits for a thread that waits. Idle threads are parked.
 */
public final class Workers implements AutoCloseable {
  /** How often an idle thread looks for the next job before it parks; some tens of microseconds. */
  private static final int LOOKS = 1000;

  private final int threads;
  private final List<Helper> helpers = new ArrayList<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Job current;
  private volatile boolean closed;
  private long jobs;

  Workers(int threads) {
    this.threads = threads;
  }

  public int threads() {
    return threads;
  }

  /**
   * Runs a task for each of 0 … count − 1 and returns when all are done. Which thread runs which is
   * undefined; most often it is the same as the last time for the same count, so that what it then
   * left in its cache is found again.
   */
  public void run(int count, IntConsumer task) {
    if (count <= 1 || threads == 1 || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < count; i++) {
        task.accept(i);
      }
      return;
    }
    try {
      Job job = new Job(++jobs, count, task, threads);
      current = job;
      wake(count - 1);
      job.work(0);
      job.await();
      job.rethrow();
    } finally {
      current = null;
      busy.set(false);
    }
  }

  /** Splits 0 … size − 1 into runs of at least so many and runs a task for each, in parallel. */
  public void split(int size, int atLeast, Range task) {
    int parts = Math.max(1, Math.min(size / Math.max(1, atLeast), 4 * threads));
    if (parts == 1 || threads == 1) {
      task.run(0, size);
      return;
    }
    run(parts, part -> task.run(share(size, part, parts), share(size, part + 1, parts)));
  }

  /** Where the share of a part begins when a size is split evenly. */
  public static int share(int size, int part, int parts) {
    return (int) ((long) size * part / parts);
  }

  /** Something to do for a run of indices. */
  public interface Range {
    void run(int from, int to);
  }

  private void wake(int wanted) {
    if (helpers.isEmpty()) {
      for (int i = 1; i < threads; i++) {
        Helper helper = new Helper(i);
        helpers.add(helper);
        helper.start();
      }
    }
    for (int i = 0; i < Math.min(wanted, helpers.size()); i++) {
      helpers.get(i).wake();
    }
  }

  @Override
  public void close() {
    closed = true;
    helpers.forEach(LockSupport::unpark);
  }

  /** One of the threads. */
  private final class Helper extends Thread {
    private final int number;
    private volatile boolean parked;

    Helper(int number) {
      super("corral-cpu-" + number);
      this.number = number;
      setDaemon(true);
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      long last = 0;
      int looks = 0;
      while (!closed) {
        Job job = current;
        if (job != null && job.number != last) {
          last = job.number;
          job.work(number);
          looks = 0;
        } else if (looks++ < LOOKS) {
          Thread.onSpinWait();
        } else {
          park(last);
          looks = 0;
        }
      }
    }

    private void park(long last) {
      parked = true;
      Job job = current;
      if (!closed && (job == null || job.number == last)) {
        LockSupport.park(Workers.this);
      }
      parked = false;
    }
  }

  /**
   * The tasks of one call. Each thread begins with its own share of them, and then takes what is
   * left of the others'.
   */
  private static final class Job {
    /** Elements from one counter to the next, so that no two share a line of the cache. */
    private static final int APART = 32;

    final long number;
    private final int count;
    private final IntConsumer task;
    private final int shares;
    private final AtomicIntegerArray taken;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(long number, int count, IntConsumer task, int shares) {
      this.number = number;
      this.count = count;
      this.task = task;
      this.shares = shares;
      this.taken = new AtomicIntegerArray(shares * APART);
    }

    void work(int thread) {
      int finished = 0;
      for (int i = 0; i < shares; i++) {
        finished += workOn((thread + i) % shares);
      }
      if (finished > 0 && done.addAndGet(finished) == count) {
        LockSupport.unpark(caller);
      }
    }

    /** Takes what is left of a share, and returns how many tasks that were. */
    private int workOn(int share) {
      int begin = share(count, share, shares);
      int size = share(count, share + 1, shares) - begin;
      int finished = 0;
      for (int i = taken.getAndIncrement(share * APART);
          i < size;
          i = taken.getAndIncrement(share * APART)) {
        try {
          task.accept(begin + i);
        } catch (RuntimeException | Error thrown) {
          failure.compareAndSet(null, thrown);
        }
        finished++;
      }
      return finished;
    }

    void await() {
      for (int looks = 0; done.get() < count; looks++) {
        if (looks < LOOKS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
    }

    void rethrow() {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (RuntimeException) thrown;
      }
    }
  }
}
