package dev.corral.contract;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.corral.backend.Ops;
import dev.corral.conformance.reference.DoubleTensor;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One line of a file of worked cases: an operation, its attributes, inputs and outputs.
 *
 * @param json the line
 */
record GoldenCase(JsonObject json) {

  static List<GoldenCase> readAll(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> new GoldenCase(JsonParser.parseString(line).getAsJsonObject()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return json.get("name").getAsString();
  }

  String op() {
    return json.get("op").getAsString();
  }

  JsonObject attributes() {
    return json.getAsJsonObject("attrs");
  }

  /** An attribute that is a list of whole numbers. */
  int[] numbers(String attribute) {
    return ints(attributes().get(attribute));
  }

  /** A property of the case itself that is a shape. */
  Shape shape(String property) {
    return Shape.of(ints(json.get(property)));
  }

  Tensor input(Ops ops, String name) {
    DoubleTensor values = tensor("inputs", name);
    return ops.fromArray(values.shape(), values.toFloatArray());
  }

  DoubleTensor output() {
    JsonObject only = json.getAsJsonArray("outputs").get(0).getAsJsonObject();
    return tensor(only);
  }

  private DoubleTensor tensor(String property, String name) {
    return StreamSupport.stream(json.getAsJsonArray(property).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(tensor -> tensor.get("name").getAsString().equals(name))
        .map(GoldenCase::tensor)
        .findFirst()
        .orElseThrow();
  }

  private static DoubleTensor tensor(JsonObject tensor) {
    double[] values =
        StreamSupport.stream(tensor.getAsJsonArray("data").spliterator(), false)
            .mapToDouble(JsonElement::getAsDouble)
            .toArray();
    return DoubleTensor.of(Shape.of(ints(tensor.get("shape"))), values);
  }

  static int[] ints(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .mapToInt(JsonElement::getAsInt)
        .toArray();
  }

  @Override
  public String toString() {
    return op() + " " + name();
  }
}
