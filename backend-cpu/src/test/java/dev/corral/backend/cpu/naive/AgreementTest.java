package dev.corral.backend.cpu.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.samples.PlainBackend;
import dev.corral.spi.Arena;
import dev.corral.spi.Availability;
import dev.corral.spi.Backend;
import dev.corral.spi.BackendProvider;
import dev.corral.spi.TensorOps;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Storage;
import dev.corral.tensor.Tensor;
import dev.corral.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every word of the vocabulary against the composition of primitives that defines it, at random
 * shapes (empty ones too) and options, bit by bit: sums are of whole numbers and so exact in any
 * order. New storage is full of NaN, so that an element that was not written shows.
 */
class AgreementTest {
  private static final int DRAWS = 60;

  /** Divisible by the number of elements of every window that is drawn. */
  private static final int DIVISIBLE = 2520;

  /** Draws arguments and calls a word. */
  private interface Word {
    Tensor call(Ops ops, Draw draw);
  }

  static Stream<Arguments> words() {
    return Stream.of(elementwise(), reductions(), movement(), windows(), pooling())
        .flatMap(words -> words);
  }

  private static Arguments word(String name, Word word) {
    return Arguments.of(name, word);
  }

  private static Stream<Arguments> elementwise() {
    return Stream.of(
        word("neg", (ops, draw) -> ops.neg(draw.special(draw.shape()))),
        word("exp", (ops, draw) -> ops.exp(draw.special(draw.shape()))),
        word("log", (ops, draw) -> ops.log(draw.special(draw.shape()))),
        word("sqrt", (ops, draw) -> ops.sqrt(draw.special(draw.shape()))),
        word("tanh", (ops, draw) -> ops.tanh(draw.special(draw.shape()))),
        word("abs", (ops, draw) -> ops.abs(draw.special(draw.shape()))),
        word("square", (ops, draw) -> ops.square(draw.special(draw.shape()))),
        word("relu", (ops, draw) -> ops.relu(draw.special(draw.shape()))),
        binary("add", Ops::add),
        binary("sub", Ops::sub),
        binary("mul", Ops::mul),
        binary("div", Ops::div),
        binary("pow", Ops::pow),
        binary("maximum", Ops::maximum),
        binary("minimum", Ops::minimum),
        binary("less", Ops::less),
        binary("equal", Ops::equal),
        binary("lessEqual", Ops::lessEqual),
        binary("greater", Ops::greater),
        binary("greaterEqual", Ops::greaterEqual),
        binary("notEqual", Ops::notEqual),
        word("where", AgreementTest::where));
  }

  private interface Binary {
    Tensor of(Ops ops, Tensor a, Tensor b);
  }

  private static Arguments binary(String name, Binary function) {
    return word(
        name,
        (ops, draw) -> {
          Shape shape = draw.shape();
          Tensor part = draw.special(draw.stretchableTo(shape));
          Tensor whole = draw.special(shape);
          return draw.flag() ? function.of(ops, part, whole) : function.of(ops, whole, part);
        });
  }

  private static Tensor where(Ops ops, Draw draw) {
    Shape shape = draw.shape();
    Tensor condition = draw.special(draw.stretchableTo(shape));
    Tensor a = draw.special(draw.stretchableTo(shape));
    Tensor b = draw.special(shape);
    return draw.flag() ? ops.where(condition, a, b) : ops.where(b, condition, a);
  }

  private static Stream<Arguments> reductions() {
    return Stream.of(
        word(
            "sum",
            (ops, draw) -> {
              Shape shape = draw.shape(1);
              return ops.sum(draw.whole(shape), draw.flag(), draw.axes(shape));
            }),
        word("sum of a scalar", (ops, draw) -> ops.sum(draw.whole(Shape.scalar()))),
        word(
            "max",
            (ops, draw) -> {
              Shape shape = draw.shape(1);
              int[] axes = draw.axes(shape);
              return ops.max(draw.special(draw.nonEmpty(shape, axes)), draw.flag(), axes);
            }),
        word(
            "mean",
            (ops, draw) -> {
              Shape shape = draw.shape(1);
              int[] axes = draw.axes(shape);
              return ops.mean(draw.whole(draw.nonEmpty(shape, axes)), draw.flag(), axes);
            }),
        word(
            "argmax",
            (ops, draw) -> {
              Shape shape = draw.shape(1);
              int axis = draw.axes(shape)[0];
              return ops.argmax(draw.special(draw.nonEmpty(shape, axis)), draw.flag(), axis);
            }),
        word(
            "matmul",
            (ops, draw) -> {
              Shape product = draw.shape(2);
              Shape batch = Shape.of(Arrays.copyOf(product.dims(), product.rank() - 2));
              int k = draw.between(0, 5);
              Tensor a = draw.whole(append(draw.stretchableTo(batch), product.dim(-2), k));
              return ops.matmul(a, draw.whole(append(batch, k, product.dim(-1))));
            }));
  }

  private static Shape append(Shape shape, int... dims) {
    return Shape.of(IntStream.concat(Arrays.stream(shape.dims()), Arrays.stream(dims)).toArray());
  }

  private static Stream<Arguments> movement() {
    return Stream.of(
        word("fill", (ops, draw) -> ops.fill(draw.shape(), 7)),
        word("permute", AgreementTest::permute),
        word(
            "slice",
            (ops, draw) -> {
              Shape shape = draw.shape();
              return ops.slice(draw.special(shape), draw.slices(shape));
            }),
        word(
            "sliceScatter",
            (ops, draw) -> {
              Shape shape = draw.shape();
              Slice[] slices = draw.slices(shape);
              Tensor source = draw.special(draw.stretchableTo(shape.slice(slices)));
              return ops.sliceScatter(draw.special(shape), source, slices);
            }),
        word(
            "pad",
            (ops, draw) -> {
              Shape shape = draw.shape();
              Pad[] pads = new Pad[shape.rank()];
              Arrays.setAll(
                  pads,
                  axis -> new Pad(draw.between(0, 2), draw.between(0, 2), draw.between(0, 2)));
              return ops.pad(draw.special(shape), 7, pads);
            }),
        word(
            "flip",
            (ops, draw) -> {
              Shape shape = draw.shape(1);
              return ops.flip(draw.special(shape), draw.axes(shape));
            }),
        word(
            "broadcast",
            (ops, draw) -> {
              Shape shape = draw.shape();
              return ops.broadcast(draw.special(draw.stretchableTo(shape)), shape);
            }),
        word(
            "concat",
            (ops, draw) -> {
              Shape shape = draw.shape(1);
              int axis = draw.axes(shape)[0];
              List<Tensor> parts = new ArrayList<>();
              for (int count = draw.between(1, 3); count > 0; count--) {
                parts.add(draw.special(shape.with(axis, draw.between(0, 3))));
              }
              return ops.concat(parts, axis);
            }));
  }

  private static Tensor permute(Ops ops, Draw draw) {
    Shape shape = draw.shape();
    List<Integer> axes = new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
    Collections.shuffle(axes, new Random(draw.between(0, 999)));
    return ops.permute(draw.special(shape), axes.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Stream<Arguments> windows() {
    return Stream.of(
        word(
            "im2col",
            (ops, draw) -> {
              Window window = draw.window();
              return ops.im2col(draw.special(draw.images(window, draw.between(0, 3))), window);
            }),
        word(
            "col2im",
            (ops, draw) -> {
              Window window = draw.window();
              Shape images = draw.images(window, draw.between(0, 3));
              return ops.col2im(draw.whole(window.columns(images)), images, window);
            }),
        word(
            "conv2d",
            (ops, draw) -> {
              Convolving call = new Convolving(draw);
              return ops.conv2d(draw.whole(call.images), draw.whole(call.kernel), call.options);
            }),
        word(
            "conv2dInputGradient",
            (ops, draw) -> {
              Convolving call = new Convolving(draw);
              Tensor kernel = draw.whole(call.kernel);
              Tensor gradient = draw.whole(call.output());
              return ops.conv2dInputGradient(call.images, kernel, gradient, call.options);
            }),
        word(
            "conv2dKernelGradient",
            (ops, draw) -> {
              Convolving call = new Convolving(draw);
              Tensor images = draw.whole(call.images);
              Tensor gradient = draw.whole(call.output());
              return ops.conv2dKernelGradient(images, call.kernel, gradient, call.options);
            }));
  }

  /** The shapes and options of a convolution. */
  private static final class Convolving {
    final Shape images;
    final Shape kernel;
    final Conv2dOptions options;

    Convolving(Draw draw) {
      Window window = draw.window();
      int groups = draw.between(1, 3);
      int inputs = draw.between(0, 2);
      images = draw.images(window, groups * inputs);
      kernel =
          Shape.of(
              groups * draw.between(0, 2), inputs, window.kernelHeight(), window.kernelWidth());
      options =
          new Conv2dOptions(
              window.strideHeight(),
              window.strideWidth(),
              window.padding(),
              window.dilationHeight(),
              window.dilationWidth(),
              groups);
    }

    Shape output() {
      return options.outputShape(images, kernel);
    }
  }

  private static Stream<Arguments> pooling() {
    return Stream.of(
        word(
            "maxPool2d",
            (ops, draw) -> {
              Pool2dOptions options = pool(draw);
              Shape images = draw.images(options.window(), draw.between(0, 2));
              return ops.maxPool2d(draw.special(images), options);
            }),
        word(
            "maxPool2dGradient",
            (ops, draw) -> {
              Pool2dOptions options = pool(draw);
              Tensor x = draw.whole(draw.images(options.window(), draw.between(0, 2)));
              Tensor y = ops.maxPool2d(x, options);
              return ops.maxPool2dGradient(x, y, draw.multiples(DIVISIBLE, y.shape()), options);
            }),
        word(
            "avgPool2d",
            (ops, draw) -> {
              Pool2dOptions options = pool(draw);
              Shape images = draw.images(options.window(), draw.between(0, 2));
              return ops.avgPool2d(draw.whole(images), options);
            }),
        word(
            "avgPool2dGradient",
            (ops, draw) -> {
              Pool2dOptions options = pool(draw);
              Shape images = draw.images(options.window(), draw.between(0, 2));
              Tensor gradient = draw.multiples(DIVISIBLE, options.outputShape(images));
              return ops.avgPool2dGradient(images, gradient, options);
            }));
  }

  private static Pool2dOptions pool(Draw draw) {
    return new Pool2dOptions(draw.window(), draw.flag(), draw.flag());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("words")
  void agrees(String name, Word word) {
    for (long seed = 0; seed < DRAWS; seed++) {
      try (Session session = Backends.of(new OnDirtyMemory()).open();
          Session plain = Backends.of(new PlainBackend()).open();
          Scope scope = session.scope();
          Scope plainScope = plain.scope()) {
        Tensor result = word.call(scope.ops(), new Draw(scope.ops(), seed));
        Tensor expected = word.call(plainScope.ops(), new Draw(plainScope.ops(), seed));
        assertThat(result.shape()).isEqualTo(expected.shape());
        assertThat(result.toArray()).as("%s, seed %d", name, seed).isEqualTo(expected.toArray());
      }
    }
  }

  /** The backend, its storage full of NaN at first. */
  private static final class OnDirtyMemory implements BackendProvider, Backend {
    private final Backend naive = new NaiveBackend();

    @Override
    public String id() {
      return "dirty";
    }

    @Override
    public int priority() {
      return 0;
    }

    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public Availability probe() {
      return Availability.available("arrays full of NaN");
    }

    @Override
    public Backend open(Map<String, String> options) {
      return this;
    }

    @Override
    public Storage allocate(int elements) {
      float[] dirt = new float[elements];
      Arrays.fill(dirt, Float.NaN);
      Storage storage = naive.allocate(elements);
      storage.write(dirt);
      return storage;
    }

    @Override
    public TensorOps ops(Arena arena) {
      return naive.ops(arena);
    }

    @Override
    public void close() {
      naive.close();
    }
  }
}
