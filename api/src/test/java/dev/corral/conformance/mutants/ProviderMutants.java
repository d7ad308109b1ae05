package dev.corral.conformance.mutants;

import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Mistakes of providers, and of backends that several threads use. */
final class ProviderMutants {
  private ProviderMutants() {}

  static List<Mutant> providers() {
    return List.of(
        new Mutant(
            "has a name that nobody can type",
            "provider.102",
            List.of("Plain_Backend", "upper-case letters"),
            new PlainBackend() {
              @Override
              public String id() {
                return "Plain_Backend";
              }
            }),
        new Mutant(
            "was built for another SPI",
            "provider.103",
            List.of("it is 0, expected 1"),
            new PlainBackend() {
              @Override
              public int spiVersion() {
                return 0;
              }
            }),
        new Mutant(
            "throws where it should say what is missing",
            "provider.104",
            List.of("UnsatisfiedLinkError", "belong into the answer"),
            new PlainBackend() {
              @Override
              public Availability probe() {
                throw new UnsatisfiedLinkError("libdevice.so");
              }
            }),
        new Mutant(
            "ignores options that it does not know",
            "provider.105",
            List.of("no-such-option", "expected an error"),
            new PlainBackend() {
              @Override
              public Backend open(Map<String, String> options) {
                return this;
              }
            }),
        new Mutant(
            "closes what all its sessions share",
            "provider.106",
            List.of("the first of two sessions has closed", "static state"),
            new SharedDevice()),
        new Mutant(
            "gives a flag and its value as one",
            "provider.107",
            List.of("--add-modules jdk.incubator.vector", "join them by `=`"),
            new PlainBackend() {
              @Override
              public List<String> jvmFlags() {
                return List.of("--add-modules jdk.incubator.vector");
              }
            }));
  }

  private static final class SharedDevice extends PlainBackend {
    private boolean closed;

    @Override
    public Backend open(Map<String, String> options) {
      closed = false;
      return super.open(options);
    }

    @Override
    public TensorOps ops(Arena arena) {
      if (closed) {
        throw new IllegalStateException("the device is closed");
      }
      return super.ops(arena);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  static List<Mutant> threads() {
    return List.of(
        new Mutant(
            "shares a scratch buffer among threads",
            "threads.801",
            List.of("threads", "scratch buffers"),
            new SharedScratch()),
        Mutant.of(
            "works on the thread that made the scope, and on no other",
            "threads.803",
            List.of("another thread", "bound to a thread"),
            arena ->
                new Mutant.Primitives(arena) {
                  private final Thread owner = Thread.currentThread();

                  @Override
                  public Tensor exp(Tensor x) {
                    if (Thread.currentThread() != owner) {
                      throw new IllegalStateException("the context belongs to another thread");
                    }
                    return super.exp(x);
                  }
                }),
        new Mutant(
            "keeps a buffer from call to call",
            "ops.493",
            List.of("softmax", "before and after"),
            new PlainBackend() {
              @Override
              public TensorOps ops(Arena arena) {
                return new Primitives(arena) {
                  private int largestAxis;

                  @Override
                  public Tensor softmax(Tensor x, int axis) {
                    int size = x.shape().dim(axis);
                    Tensor y = super.softmax(x, axis);
                    boolean stale = largestAxis > 0 && size != largestAxis;
                    largestAxis = size;
                    return stale ? neg(y) : y;
                  }
                };
              }
            }));
  }

  /** What one thread has put there, another one takes out. */
  private static final class SharedScratch extends PlainBackend {
    /** For others to come in, also where there is one processor, in nanoseconds. */
    private static final long LONG_ENOUGH = 500_000;

    private volatile float[] scratch = new float[0];

    @Override
    public TensorOps ops(Arena arena) {
      return new Primitives(arena) {
        @Override
        public Tensor matmul(Tensor a, Tensor b) {
          scratch = values(a).clone();
          LockSupport.parkNanos(LONG_ENOUGH);
          float[] found = scratch;
          return super.matmul(
              found.length == values(a).length ? fromArray(a.shape(), found) : neg(a), b);
        }
      };
    }
  }
}
