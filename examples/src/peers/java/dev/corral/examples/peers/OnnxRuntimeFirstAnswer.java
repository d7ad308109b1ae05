package dev.corral.examples.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** The chapter's first figure on ONNX Runtime. */
public final class OnnxRuntimeFirstAnswer {
  private OnnxRuntimeFirstAnswer() {}

  /**
   * Prints the four sums.
   *
   * @param args none
   * @throws OrtException if ONNX Runtime fails
   */
  public static void main(String[] args) throws OrtException {
    byte[] model =
        OnnxModel.conv(
            new long[] {1, 1, 3, 3}, new long[] {1, 1, 2, 2}, new float[] {0, 1, 2, 3}, 1, 0);
    FloatBuffer image = FloatBuffer.wrap(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor x = OnnxTensor.createTensor(environment, image, new long[] {1, 1, 3, 3});
        OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, x))) {
      System.out.println(Arrays.toString(((OnnxTensor) result.get(0)).getFloatBuffer().array()));
    }
  }
}
