package dev.corral.examples.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Models of one node, x → Conv or MatMul by constant weights → y, in ONNX's file format. The field
 * numbers are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class OnnxModel {
  /** The name of the input. */
  static final String INPUT = "x";

  private static final String WEIGHTS = "w";
  private static final String OUTPUT = "y";
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;
  private static final int INTS = 7;

  private OnnxModel() {}

  static byte[] conv(
      long[] image, long[] kernelShape, float[] kernel, int stride, int padding) {
    ProtobufMessage node =
        node("Conv")
            .add(5, ints("strides", stride, stride))
            .add(5, ints("pads", padding, padding, padding, padding));
    return model(node, image, kernelShape, kernel);
  }

  static byte[] matmul(long[] left, long[] rightShape, float[] right) {
    return model(node("MatMul"), left, rightShape, right);
  }

  /** NodeProto: input = 1, output = 2, op_type = 4, attribute = 5. */
  private static ProtobufMessage node(String operator) {
    return new ProtobufMessage().add(1, INPUT).add(1, WEIGHTS).add(2, OUTPUT).add(4, operator);
  }

  /** AttributeProto: name = 1, ints = 8, type = 20. */
  private static ProtobufMessage ints(String name, long... values) {
    return new ProtobufMessage().add(1, name).addAll(8, values).add(20, INTS);
  }

  /** ModelProto: ir_version = 1, graph = 7, opset_import = 8 with version = 2. */
  private static byte[] model(
      ProtobufMessage node, long[] input, long[] weightsShape, float[] weights) {
    // GraphProto: node = 1, name = 2, initializer = 5, input = 11, output = 12.
    ProtobufMessage graph =
        new ProtobufMessage()
            .add(1, node)
            .add(2, "graph")
            .add(5, tensor(weightsShape, weights))
            .add(11, value(INPUT, shape(input)))
            .add(12, value(OUTPUT, new ProtobufMessage()));
    return new ProtobufMessage()
        .add(1, IR_VERSION)
        .add(7, graph)
        .add(8, new ProtobufMessage().add(2, OPSET))
        .toByteArray();
  }

  /** TensorProto: dims = 1, data_type = 2, name = 8, raw_data = 9, little-endian. */
  private static ProtobufMessage tensor(long[] shape, float[] values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return new ProtobufMessage()
        .addAll(1, shape)
        .add(2, FLOAT)
        .add(8, WEIGHTS)
        .add(9, raw.array());
  }

  /** ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1 with elem_type = 1. */
  private static ProtobufMessage value(String name, ProtobufMessage shapeOrNothing) {
    ProtobufMessage tensor = new ProtobufMessage().add(1, FLOAT);
    if (shapeOrNothing.toByteArray().length > 0) {
      tensor.add(2, shapeOrNothing);
    }
    return new ProtobufMessage().add(1, name).add(2, new ProtobufMessage().add(1, tensor));
  }

  /** TensorShapeProto: dim = 1 with dim_value = 1. */
  private static ProtobufMessage shape(long... dims) {
    ProtobufMessage shape = new ProtobufMessage();
    for (long dim : dims) {
      shape.add(1, new ProtobufMessage().add(1, dim));
    }
    return shape;
  }
}
