package dev.corral.examples.chapter;

import dev.corral.autograd.Recording;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.examples.chapter.FieldInterval.Layer;
import dev.corral.examples.chapter.Item.FieldGrowth;
import dev.corral.examples.chapter.Item.Frames;
import dev.corral.examples.chapter.Item.Matrix;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.tensor.Conv2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Slice;
import dev.corral.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which elements of the input an output element depends on. With kernels of ones, its gradient by
 * an input element counts the paths between the two; where it is not 0, there lies the field.
 */
final class ReceptiveField implements Experiment {
  private static final Layer CHAPTERS_LAYER = new Layer(2, 1, 0);
  private static final Layer SAME_SIZE_LAYER = new Layer(3, 1, 1);

  private static final Layer PLAIN = new Layer(3, 1, 0);

  /** Layers of the stacks whose fields are shown as they grow. */
  private static final int DEPTH = 10;

  /** Padded, strided and plain layers, for an 8×8 input. */
  private static final List<Layer> MIXED =
      List.of(new Layer(3, 1, 1), new Layer(2, 2, 0), new Layer(3, 1, 1));

  @Override
  public String id() {
    return "receptive-field";
  }

  @Override
  public Section section() {
    return new Section("特征映射和感受野", "Feature Map and Receptive Field");
  }

  @Override
  public Result run(Session session, Options options) {
    Findings findings = new Findings();
    try (Scope scope = session.scope()) {
      onTheFigure(scope, findings);
      largerThanTheInput(scope, findings);
      everywhere(scope, findings);
    }
    return findings.result();
  }

  private static void onTheFigure(Scope scope, Findings findings) {
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    Tensor x = scope.ops().ones(1, 1, 3, 3);
    Tensor y = forward(ops, x, List.of(CHAPTERS_LAYER));
    Tensor z = forward(ops, y, List.of(CHAPTERS_LAYER));
    Tensor fieldOf19 = recording.gradients(element(ops, y, 0, 0), x).get(0);
    List<Tensor> fieldsOfZ = recording.gradients(z, y, x);
    findings
        .text(
            "The receptive field of an output element is all that can influence it. Kernels of ones"
                + " show the structure (the figure's own K has a zero): the gradient of an output"
                + " element is the number of paths that lead to it.")
        .matrix("paths from X to the output 19", matrix(ops, fieldOf19))
        .matrix("from Y to z", matrix(ops, fieldsOfZ.get(0)))
        .matrix("from X to z", matrix(ops, fieldsOfZ.get(1)))
        .check("elements of X that 19 sees", Source.BOOK, "4", count(fieldOf19))
        .check("elements of Y that z sees", Source.BOOK, "4", count(fieldsOfZ.get(0)))
        .check("elements of X that z sees", Source.BOOK, "9", count(fieldsOfZ.get(1)));
  }

  private static void largerThanTheInput(Scope scope, Findings findings) {
    List<Layer> stack = List.of(SAME_SIZE_LAYER, SAME_SIZE_LAYER, SAME_SIZE_LAYER);
    FieldInterval field = FieldInterval.of(1, stack);
    Recording recording = Recording.in(scope);
    Ops ops = recording.ops();
    Tensor x = scope.ops().ones(1, 1, 3, 3);
    Tensor output = element(ops, forward(ops, x, stack), 1, 1);
    Tensor inside = recording.gradients(output, x).get(0);
    Tensor canvas = scope.ops().ones(1, 1, field.size(), field.size());
    Tensor same = forward(ops, canvas, List.of(PLAIN, PLAIN, PLAIN));
    Tensor whole = recording.gradients(same, canvas).get(0);
    findings
        .text(
            "It can be larger than the input. Three 3×3 layers with padding 1 leave a 3×3 input at"
                + " its size; the middle output reaches from row "
                + field.first()
                + " to row "
                + field.last()
                + ", and so do its columns. All but nine of these elements are padding. The same"
                + " layers without padding, on a canvas of that size, show them all.")
        .matrix("paths from the canvas", matrix(ops, whole))
        .picture(growth(scope, field.size()))
        .check("elements of X, of nine", Source.THEORY, "9", count(inside))
        .check(
            "elements of the field",
            Source.THEORY,
            String.valueOf(field.size() * field.size()),
            count(whole));
  }

  /** The paths from a canvas through the first layer, the first two and so on. */
  private static Frames growth(Scope scope, int size) {
    List<Matrix> frames = new ArrayList<>();
    for (int depth = 1; 2 * depth + 1 <= size; depth++) {
      Recording recording = Recording.in(scope);
      Tensor canvas = scope.ops().ones(1, 1, size, size);
      Tensor y = forward(recording.ops(), canvas, Collections.nCopies(depth, PLAIN));
      int middle = y.shape().dim(2) / 2;
      Tensor paths =
          recording.gradients(element(recording.ops(), y, middle, middle), canvas).get(0);
      String name = depth == 1 ? "1 layer" : depth + " layers";
      frames.add(Matrix.of(name, matrix(scope.ops(), paths)));
    }
    return new Frames("What the middle output sees through 3×3 layers", frames);
  }

  /**
   * How the field grows with depth, as gradients tell it: along one row, since fields are squares.
   */
  private static FieldGrowth growth(Scope scope, String name, List<Layer> stack) {
    List<Integer> sizes = new ArrayList<>();
    for (int depth = 1; depth <= stack.size(); depth++) {
      List<Layer> first = stack.subList(0, depth);
      try (Scope inner = scope.scope()) {
        Recording recording = Recording.in(inner);
        Ops ops = recording.ops();
        Tensor row = inner.ops().ones(1, 1, 1, FieldInterval.of(0, first).size());
        Tensor y = row;
        for (Layer layer : first) {
          Conv2dOptions options = Conv2dOptions.DEFAULT.stride(1, layer.stride());
          y = ops.conv2d(y, ops.ones(1, 1, 1, layer.kernel()), options);
        }
        Tensor paths = recording.gradients(y, row).get(0);
        sizes.add((int) Values.nonZero(paths.toArray()));
      }
    }
    return new FieldGrowth(name, sizes);
  }

  /** For each output of a mixed stack, the field by gradients is that by intervals. */
  private static void everywhere(Scope scope, Findings findings) {
    Tensor x = scope.ops().ones(1, 1, 8, 8);
    Shape shape = forward(scope.ops(), x, MIXED).shape();
    int agree = 0;
    for (int i = 0; i < shape.dim(2); i++) {
      for (int j = 0; j < shape.dim(3); j++) {
        try (Scope inner = scope.scope()) {
          Recording recording = Recording.in(inner);
          Tensor output = element(recording.ops(), forward(recording.ops(), x, MIXED), i, j);
          float[][] paths = matrix(inner.ops(), recording.gradients(output, x).get(0)).toArray2d();
          agree += isField(paths, FieldInterval.of(i, MIXED), FieldInterval.of(j, MIXED)) ? 1 : 0;
        }
      }
    }
    int all = shape.dim(2) * shape.dim(3);
    findings
        .text(
            "Layer by layer, the field of output i reaches from first·stride − padding to"
                + " last·stride − padding + kernel − 1. Checked with a stack of a padded 3×3 layer, a"
                + " 2×2 layer of stride 2 and another padded 3×3 layer, on an 8×8 input.")
        .check(
            "outputs whose gradient is not 0 exactly on their field",
            Source.THEORY,
            all + " of " + all,
            agree + " of " + all)
        .picture(growth(scope, "3×3 layers", Collections.nCopies(DEPTH, PLAIN)))
        .picture(growth(scope, "3×3 layers, every second of stride 2", halving()));
  }

  private static List<Layer> halving() {
    List<Layer> stack = new ArrayList<>();
    for (int i = 0; i < DEPTH; i++) {
      stack.add(i % 2 == 0 ? PLAIN : new Layer(3, 2, 0));
    }
    return stack;
  }

  private static boolean isField(float[][] paths, FieldInterval rows, FieldInterval columns) {
    boolean matches = true;
    for (int i = 0; i < paths.length; i++) {
      for (int j = 0; j < paths[i].length; j++) {
        matches &= (paths[i][j] != 0) == (rows.contains(i) && columns.contains(j));
      }
    }
    return matches;
  }

  /** A stack of convolutions with kernels of ones. */
  private static Tensor forward(Ops ops, Tensor x, List<Layer> stack) {
    Tensor y = x;
    for (Layer layer : stack) {
      Conv2dOptions options = Conv2dOptions.DEFAULT.stride(layer.stride()).padding(layer.padding());
      y = ops.conv2d(y, ops.ones(1, 1, layer.kernel(), layer.kernel()), options);
    }
    return y;
  }

  private static Tensor element(Ops ops, Tensor y, int row, int column) {
    return ops.slice(y, Slice.all(), Slice.all(), Slice.at(row), Slice.at(column));
  }

  private static Tensor matrix(Ops ops, Tensor image) {
    return ops.reshape(image, image.shape().dim(2), image.shape().dim(3));
  }

  private static String count(Tensor paths) {
    return String.valueOf(Values.nonZero(paths.toArray()));
  }
}
