package dev.corral.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.KernelTimes;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.DeviceException;
import dev.corral.tensor.ForeignTensorException;
import dev.corral.tensor.ScopeException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.ShapeException;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifetimeTest {

  /** Counts what the framework asks of a backend, and fails on demand. */
  private static final class CountingBackend extends PlainBackend {
    private final AtomicInteger allocated = new AtomicInteger();
    private final AtomicInteger freed = new AtomicInteger();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private int room = Integer.MAX_VALUE;
    private boolean failing;

    @Override
    public Storage allocate(int elements) {
      if (allocated.get() - freed.get() >= room) {
        throw new DeviceException("no room", "room", "Close something", null);
      }
      Storage made = new Counted(super.allocate(elements));
      allocated.incrementAndGet();
      return made;
    }

    @Override
    public TensorOps ops(Arena arena) {
      return new Primitives(arena) {
        @Override
        protected float[] values(Tensor x) {
          return ((Heap) ((Counted) x.storage()).storage).values();
        }

        @Override
        public Tensor flip(Tensor x, int... axes) {
          Tensor y = super.flip(x, axes);
          if (failing) {
            throw new DeviceException("lost", "a device", "Plug it in", null);
          }
          return y;
        }
      };
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }

    private final class Counted implements Storage {
      private final Storage storage;

      Counted(Storage storage) {
        this.storage = storage;
      }

      @Override
      public void write(float[] source) {
        storage.write(source);
      }

      @Override
      public void read(float[] destination) {
        storage.read(destination);
      }

      @Override
      public void forget() {
        forgotten.incrementAndGet();
      }

      @Override
      public void free() {
        freed.incrementAndGet();
      }
    }
  }

  private final CountingBackend backend = new CountingBackend();
  private final Session session = Backends.of(backend).open();

  @AfterEach
  void close() {
    session.close();
    assertThat(backend.freed).as("freed storages").hasValue(backend.allocated.get());
  }

  @Test
  void everythingEndsWithItsScopeAndTheSessionFreesIt() {
    Tensor x;
    try (Scope scope = session.scope()) {
      x = scope.ops().ones(2, 3);
      scope.ops().softmax(x, 1);
      assertThat(session.liveTensors()).isEqualTo(2);
      assertThat(session.liveBytes()).isEqualTo(48);
    }
    assertThat(x.isClosed()).isTrue();
    assertThat(session.liveTensors()).isZero();
    assertThat(session.liveBytes()).isZero();
    session.close();
    session.close();
    assertThat(backend.freed).hasValue(backend.allocated.get());
    assertThat(backend.closed).hasValue(1);
  }

  @Test
  void valuesAreCopiedInAndOut() {
    try (Scope scope = session.scope()) {
      float[] given = {1, 2, 3};
      Tensor x = scope.ops().tensor(given);
      given[0] = 7;
      x.toArray()[1] = 7;
      assertThat(x.toArray()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void viewsShareStorageUntilTheLastOfThemCloses() {
    try (Scope scope = session.scope()) {
      Tensor x = scope.ops().arange(6);
      Tensor view = scope.ops().reshape(x, 2, 3);
      assertThat(session.liveTensors()).isEqualTo(2);
      assertThat(session.liveBytes()).isEqualTo(24);
      x.close();
      x.close();
      assertThat(view.toArray()).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(backend.forgotten).hasValue(0);
      view.close();
      assertThat(backend.forgotten).hasValue(1);
      assertThat(session.liveBytes()).isZero();
    }
  }

  @Test
  void aResultBelongsToTheScopeWhoseOperationsMadeIt() {
    try (Scope outer = session.scope()) {
      Tensor result;
      try (Scope inner = outer.scope()) {
        Tensor x = inner.ops().ones(2);
        result = outer.ops().neg(x);
      }
      assertThat(result.toArray()).containsExactly(-1, -1);
    }
  }

  @Test
  void tensorsMoveToEnclosingAndOtherScopes() {
    Scope outer = session.scope();
    Scope other = session.scope();
    Tensor promoted;
    Tensor adopted;
    try (Scope inner = outer.scope()) {
      promoted = inner.promote(inner.ops().full(2, 1));
      adopted = other.adopt(inner.ops().full(3, 1));
      inner.ops().ones(5);
    }
    assertThat(promoted.item()).isEqualTo(2);
    assertThat(session.liveTensors()).isEqualTo(2);
    outer.close();
    assertThat(promoted.isClosed()).isTrue();
    assertThat(adopted.item()).isEqualTo(3);
    assertThatThrownBy(() -> other.promote(adopted))
        .isInstanceOf(ScopeException.class)
        .hasMessageContaining("expected a scope inside another")
        .hasMessageContaining("scope.scope()");
  }

  @Test
  void closingAnOuterScopeClosesTheInnerOnes() {
    Scope outer = session.scope();
    Scope inner = outer.scope();
    Tensor x = inner.ops().ones(1);
    outer.close();
    assertThat(inner.isClosed()).isTrue();
    assertThat(x.isClosed()).isTrue();
    assertThatThrownBy(() -> inner.ops().ones(1))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("a scope was used after it, or its session, had closed")
        .hasMessageContaining("session.scope()");
    assertThatThrownBy(outer::scope).isInstanceOf(ClosedException.class);
  }

  @Test
  void useAfterCloseIsAnErrorInEveryPosition() {
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor open = ops.ones(2);
      Tensor closed = ops.ones(2);
      closed.close();
      long live = session.liveTensors();
      List<Runnable> uses =
          List.of(
              () -> ops.add(closed, open),
              () -> ops.add(open, closed),
              () -> ops.where(open, open, closed),
              () -> ops.concat(0, open, closed),
              () -> ops.sum(closed),
              () -> scope.adopt(closed),
              closed::toArray,
              closed::item);
      for (Runnable use : uses) {
        assertThatThrownBy(use::run).isInstanceOf(Exception.class).hasMessageContaining("[2]");
      }
      assertThatThrownBy(() -> ops.neg(closed))
          .isInstanceOf(ClosedException.class)
          .hasMessage(
              "a tensor of shape [2] was used after it, or the scope that owned it, had closed;"
                  + " expected an open tensor. Use it before its scope closes, or move it to a"
                  + " longer-lived scope with promote or adopt.");
      assertThat(closed).hasToString("Tensor[2] (closed)");
      assertThat(session.liveTensors()).isEqualTo(live);
    }
  }

  @Test
  void aClosedSessionOpensNoScope() {
    Scope scope = session.scope();
    session.close();
    assertThat(scope.isClosed()).isTrue();
    assertThatThrownBy(session::scope)
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("a session on plain was used after it had closed")
        .hasMessageContaining("Session.open()");
  }

  @Test
  void tensorsOfAnotherSessionAreRefused() {
    try (Session other = Backends.of(new PlainBackend()).open();
        Scope here = session.scope();
        Scope there = other.scope()) {
      Tensor foreign = there.ops().ones(3);
      assertThatThrownBy(() -> here.ops().add(here.ops().ones(3), foreign))
          .isInstanceOf(ForeignTensorException.class)
          .hasMessageContaining("add: the tensor of shape [3] belongs to another session")
          .hasMessageContaining("expected tensors of one session")
          .hasMessageContaining("ops.fromArray(tensor.shape(), tensor.toArray())");
      assertThatThrownBy(() -> here.adopt(foreign)).isInstanceOf(ForeignTensorException.class);
    }
  }

  @Test
  void aLoopAllocatesNothingNewAfterItsFirstStep() {
    int afterFirst = 0;
    for (int step = 0; step < 50; step++) {
      try (Scope scope = session.scope()) {
        Ops ops = scope.ops();
        Tensor x = ops.uniform(Shape.of(1, 2, 8, 8), -1, 1, step);
        ops.relu(ops.conv2d(x, ops.ones(3, 2, 3, 3)));
      }
      afterFirst = step == 0 ? backend.allocated.get() : afterFirst;
    }
    assertThat(backend.allocated).hasValue(afterFirst);
    assertThat(backend.freed).hasValue(0);
  }

  @Test
  void whatWaitsForReuseIsBounded() {
    for (int size = 0; size < 30; size++) {
      try (Scope scope = session.scope()) {
        scope.ops().zeros((1 << 20) + size);
      }
    }
    // 30 storages of 4 MiB, and 64 MiB may wait
    assertThat(backend.allocated.get() - backend.freed.get()).isEqualTo(15);
  }

  @Test
  void shorthandsLeaveOnlyTheirResult() {
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = ops.ones(3, 4);
      Tensor k = ops.ones(2, 2);
      long live = session.liveTensors();
      ops.convolve2d(x, k);
      ops.mul(x, 2);
      ops.argmax(x);
      ops.matmul(x, true, x, false);
      assertThat(session.liveTensors()).isEqualTo(live + 4);
      assertThatThrownBy(() -> ops.corr2d(x, ops.together(() -> ops.reshape(k, 4))))
          .isInstanceOf(ShapeException.class);
      assertThat(session.liveTensors()).isEqualTo(live + 5);
    }
  }

  @Test
  void whatIsAdoptedWhileSeveralCallsRunTogetherStays() {
    List<Tensor> kept = new ArrayList<>();
    try (Scope outer = session.scope()) {
      try (Scope scope = session.scope()) {
        Ops ops = scope.ops();
        Tensor result =
            ops.together(
                () -> {
                  kept.add(outer.adopt(ops.ones(1)));
                  kept.add(scope.adopt(ops.ones(2)));
                  kept.add(outer.adopt(ops.ones(3)));
                  return kept.get(2);
                });
        assertThat(kept).noneMatch(Tensor::isClosed);
        assertThat(result.toArray()).containsExactly(1, 1, 1);
      }
      assertThat(kept.stream().map(Tensor::isClosed)).containsExactly(false, true, false);
    }
    assertThat(session.liveTensors()).isZero();
  }

  @Test
  void reportsAScopeThatWasDroppedOpen() throws Exception {
    List<String> warnings = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(Scope.class.getName());
    Handler listener = new Listener(warnings);
    logger.addHandler(listener);
    logger.setUseParentHandlers(false);
    try {
      session.scope().ops().ones(3);
      for (int i = 0; i < 200 && warnings.isEmpty(); i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertThat(warnings).singleElement().asString().contains("still owns 1 tensors");
      assertThat(session.liveTensors()).as("only reported, not freed").isEqualTo(1);
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(listener);
    }
  }

  private static final class Listener extends Handler {
    private final List<String> messages;

    Listener(List<String> messages) {
      this.messages = messages;
    }

    @Override
    public void publish(LogRecord record) {
      messages.add(new SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void aFailedOperationLeavesEverythingAsItWas() {
    try (Scope scope = session.scope()) {
      Tensor x = scope.ops().arange(4);
      long tensors = session.liveTensors();
      long bytes = session.liveBytes();
      backend.failing = true;
      assertThatThrownBy(() -> scope.ops().flip(x)).isInstanceOf(DeviceException.class);
      assertThat(session.liveTensors()).isEqualTo(tensors);
      assertThat(session.liveBytes()).isEqualTo(bytes);
      backend.failing = false;
      assertThat(scope.ops().flip(x).toArray()).containsExactly(3, 2, 1, 0);
    }
  }

  @Test
  void whenThereIsNoRoomWhatWaitsIsFreedFirst() {
    backend.room = 2;
    try (Scope scope = session.scope()) {
      Tensor a = scope.ops().zeros(10);
      scope.ops().zeros(10);
      a.close();
      assertThat(scope.ops().zeros(3).toArray()).containsExactly(0, 0, 0);
      assertThat(backend.freed).hasValue(1);
      assertThatThrownBy(() -> scope.ops().zeros(4))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("no room");
      assertThat(session.liveTensors()).isEqualTo(2);
    }
  }

  @Test
  void aFullHeapIsADeviceFailureThatLeavesTheSessionUsable() {
    try (Scope scope = session.scope()) {
      Tensor x = scope.ops().ones(2);
      assertThatThrownBy(() -> scope.ops().broadcast(x, Shape.of(Integer.MAX_VALUE / 2, 2)))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("2147483646 elements, 8589934584 bytes, does not fit into the Java")
          .hasMessageContaining("-Xmx")
          .hasCauseInstanceOf(OutOfMemoryError.class);
      assertThat(session.liveTensors()).isEqualTo(1);
      assertThat(scope.ops().neg(x).toArray()).containsExactly(-1, -1);
    }
  }

  @Test
  void manyThreadsWithAScopeEachAgreeWithOne() throws Exception {
    float[] expected = work();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        results.add(threads.submit(this::work));
      }
      for (Future<float[]> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(session.liveTensors()).isZero();
    assertThat(session.liveBytes()).isZero();
  }

  /** The close in the end checks that no storage is left over. */
  @Test
  void aSessionClosesWhileOtherThreadsCompute() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      results.add(threads.submit(this::workForever));
    }
    threads.shutdown();
    Thread.sleep(50);
    session.close();
    for (Future<?> result : results) {
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ClosedException.class);
    }
    assertThat(session.liveTensors()).isZero();
    assertThat(session.liveBytes()).isZero();
  }

  private float[] workForever() {
    while (true) {
      work();
    }
  }

  private float[] work() {
    try (Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = ops.uniform(Shape.of(2, 3, 9, 7), -1, 1, 5);
      Tensor w = ops.uniform(Shape.of(4, 3, 3, 3), -1, 1, 6);
      return ops.softmax(ops.reshape(ops.sigmoid(ops.conv2d(x, w)), 2, -1), 1).toArray();
    }
  }

  @Test
  void aProfileCountsTheCallsOfItsScopes() {
    Profile profile = new Profile();
    try (Scope scope = session.scope(profile);
        Scope inner = scope.scope()) {
      Tensor x = scope.ops().ones(1, 1, 4, 4);
      inner.ops().conv2d(x, x);
      inner.ops().conv2d(x, x);
    }
    assertThat(profile.operations())
        .extracting(Profile.Row::name, Profile.Row::calls)
        .containsExactlyInAnyOrder(tuple("fill", 1L), tuple("conv2d", 2L));
    assertThat(profile.operations()).allSatisfy(row -> assertThat(row.nanoseconds()).isPositive());
    assertThat(profile.kernels()).isEmpty();
    assertThat(profile.toString()).startsWith("operation").contains("conv2d");
    assertThat(profile.toString()).doesNotContain("kernel");
  }

  @Test
  void aProfileTakesTheTimesThatTheBackendTells() {
    PlainBackend device =
        new PlainBackend() {
          @Override
          public TensorOps ops(Arena arena, KernelTimes times) {
            times.add("tiled", 2_000_000);
            times.add("tiled", 3_000_000);
            times.add("naive", 7_000_000);
            return ops(arena);
          }
        };
    Profile profile = new Profile();
    try (Session here = Backends.of(device).open();
        Scope scope = here.scope(profile)) {
      assertThat(scope.ops().tensor(1).item()).isEqualTo(1);
    }
    assertThat(profile.kernels())
        .containsExactly(
            new Profile.Row("naive", 1, 7_000_000), new Profile.Row("tiled", 2, 5_000_000));
    assertThat(profile.toString())
        .contains("kernel, on the device")
        .containsPattern("tiled +2 +5\\.000");
  }
}
