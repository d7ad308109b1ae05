package dev.corral.conformance.mutants;

import dev.corral.spi.BinaryOp;
import dev.corral.spi.UnaryOp;
import dev.corral.tensor.Pad;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Mistakes in element-wise words, reductions, movement and products. */
final class WordMutants {
  private WordMutants() {}

  private static Mutant unary(
      String mistake, String rule, List<String> clues, UnaryOp op, DoubleUnaryOperator wrong) {
    return Mutant.of(
        mistake,
        rule,
        clues,
        arena ->
            new Mutant.Primitives(arena) {
              @Override
              protected Tensor map(UnaryOp called, Tensor x) {
                Tensor y = super.map(called, x);
                if (called == op) {
                  for (int i = 0; i < elements(y).length; i++) {
                    elements(y)[i] = (float) wrong.applyAsDouble(elements(x)[i]);
                  }
                }
                return y;
              }
            });
  }

  private static Mutant binary(
      String mistake, String rule, List<String> clues, BinaryOp op, DoubleBinaryOperator wrong) {
    return Mutant.of(
        mistake,
        rule,
        clues,
        arena ->
            new Mutant.Primitives(arena) {
              @Override
              protected Tensor map(BinaryOp called, Tensor a, Tensor b) {
                Tensor y = super.map(called, a, b);
                if (called == op) {
                  float[] left = elements(broadcast(a, y.shape()));
                  float[] right = elements(broadcast(b, y.shape()));
                  for (int i = 0; i < left.length; i++) {
                    elements(y)[i] = (float) wrong.applyAsDouble(left[i], right[i]);
                  }
                }
                return y;
              }
            });
  }

  static List<Mutant> elementwise() {
    return List.of(
        unary(
            "loses -0: 0 - x",
            "numerics.506",
            List.of("neg", "is 0.0, expected -0.0"),
            UnaryOp.NEG,
            x -> 0 - x),
        unary(
            "tanh as a quotient of exponentials in float32",
            "numerics.504",
            List.of("tanh", "ULP"),
            UnaryOp.TANH,
            x -> {
              float e = (float) Math.exp(2 * x);
              return (e - 1f) / (e + 1f);
            }),
        binary(
            "swallows NaN: a > b ? a : b",
            "ops.426",
            List.of("maximum", "expected NaN"),
            BinaryOp.MAXIMUM,
            (a, b) -> a > b ? a : b),
        binary(
            "power by exponential and logarithm",
            "ops.425",
            List.of("pow", "exp(b · log a)"),
            BinaryOp.POW,
            (a, b) -> Math.exp(b * Math.log(a))),
        Mutant.of(
            "chooses by multiplying with the mask",
            "ops.434",
            List.of("where", "which lets NaN through"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor where(Tensor condition, Tensor a, Tensor b) {
                    Tensor not = equal(condition, fill(Shape.scalar(), 0));
                    Tensor mask = sub(fill(Shape.scalar(), 1), not);
                    return add(mul(mask, a), mul(not, b));
                  }
                }),
        Mutant.of(
            "has not come to logSoftmax yet",
            "errors.901",
            List.of("logSoftmax", "UnsupportedOperationException"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor logSoftmax(Tensor x, int axis) {
                    throw new UnsupportedOperationException("logSoftmax");
                  }
                }));
  }

  static List<Mutant> reductions() {
    return List.of(
        Mutant.of(
            "holds partial sums in 12 bits",
            "numerics.502",
            List.of("sum", "half precision", "expected"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
                    Tensor y = super.sum(x, keepDims, axes);
                    for (int i = 0; i < elements(y).length; i++) {
                      int bits = Float.floatToRawIntBits(elements(y)[i]);
                      elements(y)[i] = Float.intBitsToFloat(bits & ~0xFFF);
                    }
                    return y;
                  }
                }),
        Mutant.of(
            "starts the maximum from 0",
            "ops.442",
            List.of("max", "a start value of 0"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor max(Tensor x, boolean keepDims, int... axes) {
                    return maximum(super.max(x, keepDims, axes), fill(Shape.scalar(), 0));
                  }
                }),
        Mutant.of(
            "gives the last of the largest",
            "ops.443",
            List.of("argmax", "partial results"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor argmax(Tensor x, boolean keepDims, int axis) {
                    Tensor fromTheEnd = super.argmax(flip(x, axis), keepDims, axis);
                    return sub(fill(Shape.scalar(), x.shape().dim(axis) - 1), fromTheEnd);
                  }
                }),
        Mutant.of(
            "adds in another order every time",
            "numerics.508",
            List.of("sum", "again"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
                    boolean backwards = CALLS.incrementAndGet() % 2 == 0;
                    return super.sum(backwards ? flip(x, axes) : x, keepDims, axes);
                  }
                }),
        Mutant.of(
            "forgets the last part of a long sum",
            "numerics.510",
            List.of("sum", "the borders between the parts"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor sum(Tensor x, boolean keepDims, int... axes) {
                    boolean isLong = x.shape().rank() == 1 && x.shape().size() > 16_384;
                    Tensor part = isLong ? slice(x, Slice.of(0, 16_384)) : x;
                    return super.sum(part, keepDims, axes);
                  }
                }));
  }

  private static final AtomicInteger CALLS = new AtomicInteger();

  static List<Mutant> movementAndProducts() {
    return List.of(
        Mutant.of(
            "aligns the axes of a broadcast at the first one",
            "ops.457",
            List.of("broadcast", "alignment at the first axis"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor broadcast(Tensor x, Shape shape) {
                    int[] dims = Arrays.copyOf(x.shape().dims(), shape.rank());
                    Arrays.fill(dims, x.shape().rank(), dims.length, 1);
                    boolean fits = true;
                    for (int axis = 0; axis < dims.length; axis++) {
                      fits &= dims[axis] == 1 || dims[axis] == shape.dim(axis);
                    }
                    return super.broadcast(fits ? reshape(x, Shape.of(dims)) : x, shape);
                  }
                }),
        Mutant.of(
            "applies the inverse permutation",
            "ops.452",
            List.of("permute", "the permutation or its inverse"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor permute(Tensor x, int... axes) {
                    int[] inverse = new int[axes.length];
                    for (int axis = 0; axis < axes.length; axis++) {
                      inverse[axes[axis]] = axis;
                    }
                    return super.permute(x, inverse);
                  }
                }),
        Mutant.of(
            "copies by adding 0, which flushes subnormal values",
            "numerics.507",
            List.of("flip", "copies that are made by arithmetic"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor flip(Tensor x, int... axes) {
                    Tensor y = super.flip(x, axes);
                    for (int i = 0; i < elements(y).length; i++) {
                      boolean subnormal = Math.abs(elements(y)[i]) < Float.MIN_NORMAL;
                      elements(y)[i] = subnormal ? 0 * elements(y)[i] : elements(y)[i];
                    }
                    return y;
                  }
                }),
        Mutant.of(
            "swaps begin and end of a pad",
            "ops.455",
            List.of("pad", "begin and end exchanged"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor pad(Tensor x, float value, Pad... pads) {
                    Pad[] swapped = new Pad[pads.length];
                    Arrays.setAll(
                        swapped,
                        i -> new Pad(pads[i].after(), pads[i].before(), pads[i].interior()));
                    return super.pad(x, value, swapped);
                  }
                }),
        Mutant.of(
            "stops one short of a tile's edge",
            "ops.461",
            List.of("matmul", "no multiple of a tile"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor matmul(Tensor a, Tensor b) {
                    Tensor y = super.matmul(a, b);
                    int n = y.shape().dim(-1);
                    if (n > 8 && n % 8 == 1 && y.shape().size() > 0) {
                      elements(y)[y.shape().size() - 1] = 0;
                    }
                    return y;
                  }
                }),
        Mutant.of(
            "rounds the factors of a product to 11 bits",
            "numerics.501",
            List.of("matmul", "fewer than 24 bits"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor matmul(Tensor a, Tensor b) {
                    return super.matmul(rounded(a), b);
                  }

                  private Tensor rounded(Tensor x) {
                    Tensor y = like(x);
                    for (int i = 0; i < elements(y).length; i++) {
                      int bits = Float.floatToRawIntBits(elements(x)[i]);
                      elements(y)[i] = Float.intBitsToFloat(bits & ~0x1_FFFF);
                    }
                    return y;
                  }
                }),
        Mutant.of(
            "skips products with a factor of 0",
            "numerics.505",
            List.of("matmul", "products that are skipped for a factor of 0"),
            arena ->
                new Mutant.Primitives(arena) {
                  @Override
                  public Tensor matmul(Tensor a, Tensor b) {
                    float[] left = elements(a);
                    for (float factor : left) {
                      if (factor != 0) {
                        return super.matmul(a, b);
                      }
                    }
                    return fill(a.shape().matmul(b.shape()), 0);
                  }
                }));
  }
}
