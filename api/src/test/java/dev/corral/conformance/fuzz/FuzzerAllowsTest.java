package dev.corral.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.BinaryOp;
import dev.corral.spi.UnaryOp;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules allow is no failure, however long the program. */
class FuzzerAllowsTest {
  private static final int PROGRAMS = 1500;
  private static final long SEED = 11;

  private static void assertAllowed(PlainBackend backend) {
    try (Session session = Backends.of(backend).open("plain");
        Session other = Backends.of(new PlainBackend()).open("plain")) {
      assertThat(failures(Fuzzer.againstReference(session), PROGRAMS)).isEmpty();
      assertThat(failures(Fuzzer.between(session, other), PROGRAMS / 5)).isEmpty();
    }
  }

  private static List<FuzzFailure> failures(Fuzzer fuzzer, int programs) {
    return fuzzer.run(SEED, programs, Fuzzer.Listener.NONE).failures();
  }

  @Test
  void subnormalNumbersMayBeFlushed() {
    assertAllowed(WrongBackends.of(Flushing::new));
  }

  /** Takes and gives subnormal numbers as 0, except where it only moves them. */
  private static final class Flushing extends WrongBackends.Words {
    Flushing(Arena arena) {
      super(arena);
    }

    private Tensor flushed(Tensor x) {
      Tensor y = arena.allocate(x.shape());
      for (int i = 0; i < elements(y).length; i++) {
        float v = elements(x)[i];
        elements(y)[i] = Math.abs(v) < Float.MIN_NORMAL ? 0 * v : v;
      }
      return y;
    }

    @Override
    protected Tensor map(UnaryOp op, Tensor x) {
      return flushed(super.map(op, flushed(x)));
    }

    @Override
    protected Tensor map(BinaryOp op, Tensor a, Tensor b) {
      return flushed(super.map(op, flushed(a), flushed(b)));
    }

    @Override
    public Tensor where(Tensor condition, Tensor a, Tensor b) {
      return super.where(flushed(condition), a, b);
    }

    @Override
    public Tensor sum(Tensor x, boolean keepDims, int... axes) {
      return flushed(super.sum(flushed(x), keepDims, axes));
    }

    @Override
    public Tensor argmax(Tensor x, boolean keepDims, int axis) {
      return super.argmax(flushed(x), keepDims, axis);
    }

    @Override
    public Tensor matmul(Tensor a, Tensor b) {
      return flushed(super.matmul(flushed(a), flushed(b)));
    }
  }

  @Test
  void sumsMayBeAddedUpInAnyOrder() {
    assertAllowed(
        WrongBackends.of(
            arena ->
                new WrongBackends.Words(arena) {
                  @Override
                  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
                    return super.sum(axes.length == 0 ? x : flip(x, axes), keepDims, axes);
                  }

                  @Override
                  public Tensor matmul(Tensor a, Tensor b) {
                    int last = a.shape().rank() - 1;
                    return super.matmul(flip(a, last), flip(b, b.shape().rank() - 2));
                  }
                }));
  }

  @Test
  void functionsMayBeOffByTheirUnits() {
    assertAllowed(
        WrongBackends.of(
            arena ->
                new WrongBackends.Words(arena) {
                  @Override
                  protected Tensor map(UnaryOp op, Tensor x) {
                    return op == UnaryOp.NEG ? super.map(op, x) : off(super.map(op, x), 3);
                  }

                  @Override
                  protected Tensor map(BinaryOp op, Tensor a, Tensor b) {
                    return op == BinaryOp.POW ? off(super.map(op, a, b), 15) : super.map(op, a, b);
                  }

                  /** One element up, one down. */
                  private Tensor off(Tensor y, int ulps) {
                    for (int i = 0; i < elements(y).length; i++) {
                      float v = elements(y)[i];
                      boolean finite = v != 0 && Math.abs(v) < Float.MAX_VALUE / 2;
                      int sign = i % 2 == 0 ? 1 : -1;
                      elements(y)[i] = finite ? v + sign * ulps * Math.ulp(v) : v;
                    }
                    return y;
                  }
                }));
  }

  @Test
  void convolutionsMayBeComputedInTiles() {
    assertAllowed(
        WrongBackends.of(
            arena ->
                new WrongBackends.Words(arena) {
                  @Override
                  public Tensor conv2d(Tensor x, Tensor kernel, Conv2dOptions options) {
                    boolean tiles =
                        kernel.shape().dim(2) == 3
                            && kernel.shape().dim(3) == 3
                            && options.equals(
                                Conv2dOptions.DEFAULT
                                    .padding(options.padding())
                                    .groups(options.groups()));
                    return tiles ? enlarged(x, kernel, options) : super.conv2d(x, kernel, options);
                  }

                  /** Like tiles, adds numbers larger than the result, which cancel. */
                  private Tensor enlarged(Tensor x, Tensor kernel, Conv2dOptions options) {
                    Tensor three = fill(Shape.scalar(), 3);
                    Tensor larger = super.conv2d(x, mul(kernel, three), options);
                    Tensor two = fill(Shape.scalar(), 2);
                    return sub(larger, super.conv2d(x, mul(kernel, two), options));
                  }
                }));
  }

  @Test
  void layersMayBeFused() {
    assertAllowed(WrongBackends.fused());
  }
}
