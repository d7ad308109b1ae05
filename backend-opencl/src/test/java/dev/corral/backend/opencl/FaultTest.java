package dev.corral.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.tensor.ClosedException;
import dev.corral.tensor.CorralException;
import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jocl.CL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong is said, and leaves nothing behind. */
@NeedsDevice
class FaultTest {
  private final Device device = DeviceChoice.of(Devices.list(), null);

  @AfterEach
  void everyObjectWasReleased() {
    assertThat(Cl.live()).isEmpty();
  }

  private static Session session() {
    return Backends.of(new OpenClProvider()).open("opencl");
  }

  /** What a storage of so many elements takes. */
  private static long bytes(int elements) {
    return ((long) elements + DeviceStorage.SPARE) * Float.BYTES;
  }

  private Context context() {
    return Context.open(device, Family.CPU, new BinaryCache(null));
  }

  @Test
  void aKernelThatDoesNotCompile() {
    try (Context context = context()) {
      assertThatThrownBy(() -> context.kernel(Program.of("broken"), "broken"))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("broken.cl, which the kernel broken is in, does not build on [0]")
          .hasMessageContaining("CL_BUILD_PROGRAM_FAILURE (-11)")
          .hasMessageContaining("broken.cl:2")
          .hasMessageContaining("there_is_no_such_thing")
          .hasMessageContaining("expected a program that the driver's compiler takes")
          .hasMessageContaining("Update the device's driver");
      assertThat(context.kernel(Program.of("elementwise"), "fill").name()).isEqualTo("fill");
    }
  }

  @Test
  void aKernelThatIsNotThere() {
    try (Context context = context()) {
      assertThatThrownBy(() -> context.kernel(Program.of("elementwise"), "abacus"))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("clCreateKernel for abacus failed with CL_INVALID_KERNEL_NAME");
    }
  }

  @Test
  void anAllocationLargerThanTheDeviceAllows() {
    long tooMany = device.maxAllocation() / Float.BYTES + 1;
    assumeThat(tooMany).as("no tensor is too large for this device").isLessThan(Integer.MAX_VALUE);
    int elements = (int) tooMany;
    try (Session session = session();
        Scope scope = session.scope()) {
      Ops ops = scope.ops();
      Tensor x = ops.fill(Shape.of(1000), 3);
      assertThatThrownBy(() -> ops.fill(Shape.of(elements), 1))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("an allocation of " + bytes(elements) + " bytes on [0]")
          .hasMessageContaining(
              "with " + bytes(1000) + " bytes in use: CL_INVALID_BUFFER_SIZE (-61)")
          .hasMessageContaining(
              "expected at most " + device.maxAllocation() + " bytes in one piece")
          .hasMessageContaining("bytes in all")
          .hasMessageContaining("Close what is no longer needed");
      assertThat(ops.sum(x).item()).isEqualTo(3000);
    }
  }

  @Test
  void moreMemoryThanTheDeviceHas() {
    long largest = device.maxAllocation() / Float.BYTES - DeviceStorage.SPARE;
    int elements = (int) Math.min(largest, 1 << 30);
    try (Context context = context()) {
      List<DeviceStorage> storages = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                while (true) {
                  storages.add(context.allocate(elements));
                }
              })
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("an allocation of " + bytes(elements) + " bytes")
          .hasMessageContaining("with " + bytes(elements) * storages.size() + " bytes in use: ")
          .hasMessageContaining("CL_MEM_OBJECT_ALLOCATION_FAILURE (-4)");
      storages.get(0).free();
      storages.set(0, context.allocate(elements));
      storages.forEach(DeviceStorage::free);
    }
  }

  @Test
  void useAfterClose() {
    Session session = session();
    Scope scope = session.scope();
    Ops ops = scope.ops();
    Tensor x = ops.tensor(1);
    x.close();
    assertThatThrownBy(() -> ops.exp(x))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("a tensor of shape [] was used after it")
        .hasMessageContaining("expected an open tensor");
    Tensor y = ops.tensor(1);
    session.close();
    assertThatThrownBy(() -> ops.tensor(2))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("a scope was used after it, or its session, had closed");
    assertThatThrownBy(y::toArray)
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("was used after it, or the scope that owned it, had closed");
  }

  /** Behind the framework's checks, which a thread may just have passed. */
  @Test
  void useOfReleasedObjects() {
    Context context = context();
    DeviceStorage storage = context.allocate(4);
    storage.free();
    assertThatThrownBy(() -> storage.read(new float[4]))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("a storage was used after it had been freed; expected a live storage")
        .hasMessageContaining("while another thread computes with it");
    context.close();
    assertThatThrownBy(() -> context.allocate(4))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("work on [0]")
        .hasMessageContaining("after its session had closed; expected an open session");
    context.close();
  }

  @Test
  void closeWithWorkInFlight() {
    try (Session session = session();
        Scope scope = session.scope()) {
      Tensor x = scope.ops().fill(Shape.of(300, 300), 1);
      for (int i = 0; i < 30; i++) {
        scope.ops().matmul(x, x);
      }
    }
    assertThat(Cl.live()).isEmpty();
  }

  @Test
  void closeWhileOtherThreadsCompute() throws InterruptedException, ExecutionException {
    Session session = session();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      results.add(threads.submit(() -> computeUntilItFails(session)));
    }
    Thread.sleep(200);
    session.close();
    assertThat(Cl.live()).isEmpty();
    threads.shutdown();
    for (Future<?> result : results) {
      assertThat(result.get()).isInstanceOf(CorralException.class);
    }
  }

  private static CorralException computeUntilItFails(Session session) {
    try {
      while (true) {
        try (Scope scope = session.scope()) {
          Tensor x = scope.ops().fill(Shape.of(64, 64), 1);
          scope.ops().sum(scope.ops().matmul(x, x)).item();
        }
      }
    } catch (CorralException closed) {
      return closed;
    }
  }

  /** Another library may have told JOCL to throw. */
  @Test
  void returnCodesAreTheSameWhereJoclThrows() {
    CL.setExceptionsEnabled(true);
    try (Context context = context()) {
      assertThatThrownBy(() -> context.kernel(Program.of("elementwise"), "abacus"))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("clCreateKernel for abacus failed with CL_INVALID_KERNEL_NAME");
      assertThatThrownBy(() -> context.kernel(Program.of("broken"), "broken"))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("there_is_no_such_thing");
    } finally {
      CL.setExceptionsEnabled(false);
    }
  }
}
