package dev.corral.conformance.cases;

import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.conformance.reference.Expectation;
import dev.corral.spi.Backend;
import dev.corral.tensor.DeviceException;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a backend promises of its storage, without a session in between. */
final class StorageChecks {
  private static final int[] SIZES = {
    0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127, 255, 257, 1009, 65_537
  };
  private static final float OTHER = 99;

  private final long seed;

  private StorageChecks(long seed) {
    this.seed = seed;
  }

  static Stream<Check> all(long seed) {
    StorageChecks checks = new StorageChecks(seed);
    return Stream.concat(
        Arrays.stream(SIZES)
            .mapToObj(
                size -> check("session.201", size + " elements", b -> checks.keepsValues(b, size))),
        Stream.of(
            check("session.202", "the array of write changes", checks::copiesWhatIsWritten),
            check("session.202", "the array of read changes", checks::copiesWhatIsRead),
            check("session.203", "storages of all sizes at once", checks::keepsApart),
            check("session.204", "allocate(" + Integer.MAX_VALUE + ")", checks::noRoom),
            new Check("session.205", "open, compute, close, open again", checks::reopens)));
  }

  private static Check check(String rule, String title, Consumer<Backend> body) {
    return new Check(
        rule,
        title,
        subject -> {
          try (Backend backend = subject.openBackend()) {
            body.accept(backend);
          }
        });
  }

  private float[] values(int size) {
    return new Inputs(seed + size).mixed(Shape.of(size)).toFloatArray();
  }

  static void holds(String repeat, Storage storage, float... expected) {
    float[] found = new float[expected.length];
    storage.read(found);
    Mismatch.require(repeat, () -> difference(expected, found));
  }

  static Optional<String> difference(float[] expected, float[] found) {
    Shape shape = Shape.of(expected.length);
    return Expectation.exactly(DoubleTensor.of(shape, expected)).mismatch(shape, found);
  }

  private void keepsValues(Backend backend, int size) {
    Storage storage = backend.allocate(size);
    float[] values = values(size);
    storage.write(values);
    String repeat = "write " + size + " values and read them";
    holds(repeat, storage, values);
    holds(repeat + " twice", storage, values);
    float[] others = values(size + 1);
    float[] second = Arrays.copyOf(others, size);
    storage.write(second);
    holds("write " + size + " values, then others, and read them", storage, second);
    storage.forget();
    storage.free();
  }

  private void copiesWhatIsWritten(Backend backend) {
    float[] given = values(1000);
    float[] kept = given.clone();
    Storage storage = backend.allocate(given.length);
    storage.write(given);
    Arrays.fill(given, OTHER);
    holds("write an array, fill it with 99, read the storage", storage, kept);
    storage.free();
  }

  private void copiesWhatIsRead(Backend backend) {
    float[] kept = values(1000);
    Storage storage = backend.allocate(kept.length);
    storage.write(kept);
    float[] read = new float[kept.length];
    storage.read(read);
    Arrays.fill(read, OTHER);
    holds("read into an array, fill it with 99, read the storage again", storage, kept);
    storage.free();
  }

  private void keepsApart(Backend backend) {
    List<Storage> storages = new ArrayList<>();
    for (int size : SIZES) {
      Storage storage = backend.allocate(size);
      storage.write(values(size));
      storages.add(storage);
    }
    for (int i = 0; i < SIZES.length; i++) {
      String repeat = "write storages of " + Arrays.toString(SIZES) + ", then read that of ";
      holds(repeat + SIZES[i], storages.get(i), values(SIZES[i]));
    }
    storages.forEach(Storage::free);
  }

  private void noRoom(Backend backend) {
    try {
      backend.allocate(Integer.MAX_VALUE).free();
    } catch (DeviceException | OutOfMemoryError full) {
      // as the rule says
    }
    keepsValues(backend, SIZES[SIZES.length - 1]);
  }

  private void reopens(Subject subject) {
    for (int round = 0; round < 2; round++) {
      try (Backend backend = subject.openBackend()) {
        keepsValues(backend, 17);
      }
    }
  }
}
