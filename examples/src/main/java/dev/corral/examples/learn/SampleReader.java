package dev.corral.examples.learn;

import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.examples.image.Luminance;
import dev.corral.examples.image.Picture;
import dev.corral.examples.image.PictureException;
import dev.corral.examples.learn.Sample.Units;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.util.List;

/** Takes a sample of a photo, and of what a kernel made of it. */
final class SampleReader {
  private static final float BLACK = 0;
  private static final float WHITE = 255;

  /** Fewer values a weight would tell more of their rounding than of the kernel. */
  private static final int VALUES_PER_WEIGHT = 4;

  private final Scope scope;
  private final Picture photo;
  private final KernelSize size;
  private final boolean luminance;
  private final List<Crop> crops;

  /** The sample will belong to the scope. */
  SampleReader(Scope scope, Picture photo, KernelSize size, LearnOptions options, boolean mixes) {
    this.scope = scope;
    this.photo = photo;
    this.size = size;
    this.luminance = mixes || options.luminance();
    int height = photo.height() - size.height() + 1;
    int width = photo.width() - size.width() + 1;
    if (height < 1 || width < 1) {
      throw new PictureException(
          "a photo of " + photo.width() + " × " + photo.height() + " for a kernel of " + size,
          "one that is larger than the kernel",
          "Take a smaller kernel or a larger photo",
          null);
    }
    this.crops = Crop.choose(height, width, luminance ? 1 : photo.colours(), options.seed());
  }

  /** A sample of the photo and what a hidden kernel makes of it, which is not rounded. */
  Sample hidden(double[][] kernel) {
    float[][] weights = new float[size.height()][size.width()];
    for (int i = 0; i < size.weights(); i++) {
      int row = i / size.width();
      int column = i % size.width();
      weights[row][column] = (float) kernel[row][column];
    }
    try (Scope work = scope.scope()) {
      Ops inner = work.ops();
      Tensor x = photo(inner);
      Tensor k = inner.reshape(inner.tensor(weights), 1, 1, size.height(), size.width());
      Tensor y = inner.conv2d(x, k);
      return sample(inner, x, y, inner.fill(y.shape(), 1));
    }
  }

  /** A sample of the photo and the same parts of the other picture. */
  Sample filtered(Picture other) {
    try (Scope work = scope.scope()) {
      Ops inner = work.ops();
      Tensor x = photo(inner);
      Tensor y = read(inner, other, 0, 0, size.above(), size.before());
      Tensor cut = inner.maximum(inner.equal(y, BLACK), inner.equal(y, WHITE));
      boolean mixes = luminance && other.colours() > 1;
      Tensor unknown = mixes ? inner.max(cut, true, 1) : cut;
      return sample(inner, x, planes(inner, y), planes(inner, inner.equal(unknown, 0)));
    }
  }

  private Tensor photo(Ops inner) {
    return planes(inner, read(inner, photo, size.height() - 1, size.width() - 1, 0, 0));
  }

  /** The crops, grown and moved, [crops, colours, height, width], in grey levels. */
  private Tensor read(Ops inner, Picture picture, int taller, int wider, int down, int right) {
    int height = crops.get(0).height() + taller;
    int width = crops.get(0).width() + wider;
    int values = picture.colours() * height * width;
    float[] all = new float[crops.size() * values];
    for (int i = 0; i < crops.size(); i++) {
      Crop crop = crops.get(i);
      float[] levels = picture.read(crop.top() + down, crop.left() + right, height, width);
      System.arraycopy(levels, 0, all, i * values, values);
    }
    return inner.fromArray(Shape.of(crops.size(), picture.colours(), height, width), all);
  }

  /** Each colour as an image of its own, or the grey made of them. */
  private Tensor planes(Ops inner, Tensor pictures) {
    Shape shape = pictures.shape();
    return luminance && shape.dim(1) > 1
        ? Luminance.of(inner, pictures)
        : inner.reshape(pictures, -1, 1, shape.dim(2), shape.dim(3));
  }

  private Sample sample(Ops inner, Tensor x, Tensor y, Tensor known) {
    int used = Math.round(inner.sum(known).item());
    if (used < VALUES_PER_WEIGHT * size.weights()) {
      throw new PictureException(
          used + " usable values for the " + size.weights() + " weights of a " + size + " kernel",
          VALUES_PER_WEIGHT + " a weight that were not cut off at black or white",
          "Take a larger picture, a smaller kernel, or one that \"filter --signed\" made",
          null);
    }
    double photoMean = inner.mean(x).item();
    Tensor centred = inner.sub(x, (float) photoMean);
    double deviation = Math.sqrt(inner.mean(inner.square(centred)).item());
    if (deviation == 0) {
      throw new PictureException(
          "a photo of one colour",
          "one with something in it",
          "Take another; here any kernel would do",
          null);
    }
    double filteredMean = inner.sum(inner.mul(y, known)).item() / (double) used;
    Tensor result = inner.mul(inner.sub(y, (float) filteredMean), known);
    return new Sample(
        scope.adopt(inner.div(centred, (float) deviation)),
        scope.adopt(inner.div(result, (float) deviation)),
        scope.adopt(known),
        known.shape().size(),
        used,
        new Units(photoMean, filteredMean, deviation));
  }
}
