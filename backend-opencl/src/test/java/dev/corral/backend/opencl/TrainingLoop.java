package dev.corral.backend.opencl;

import dev.corral.autograd.Recording;
import dev.corral.backend.Backends;
import dev.corral.backend.Ops;
import dev.corral.backend.Scope;
import dev.corral.backend.Session;
import dev.corral.layer.Conv2d;
import dev.corral.layer.Flatten;
import dev.corral.layer.Linear;
import dev.corral.layer.Losses;
import dev.corral.layer.MaxPool2d;
import dev.corral.layer.Parameter;
import dev.corral.layer.Relu;
import dev.corral.layer.Sequential;
import dev.corral.layer.Sgd;
import dev.corral.tensor.Pool2dOptions;
import dev.corral.tensor.Shape;
import dev.corral.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Trains a small network for 10,000 steps and prints what is alive after step 100 and after the
 * last, how much the process' memory grew after step 2,000, and what is left when the session has
 * closed.
 */
final class TrainingLoop {
  static final int STEPS = 10_000;

  private TrainingLoop() {}

  public static void main(String... args) throws IOException {
    try (Session session = Backends.discover().open("opencl")) {
      train(session);
    }
    System.out.println("after close: " + Cl.live());
  }

  private static void train(Session session) throws IOException {
    try (Scope scope = session.scope()) {
      Sequential network = network(scope);
      long resident = 0;
      for (int step = 1; step <= STEPS; step++) {
        float loss = step(scope, network, step);
        if (step == 100 || step == STEPS) {
          System.out.println("after step " + step + ": " + alive(session));
        }
        if (step == 2_000) {
          resident = residentKilobytes();
        }
        if (step == STEPS) {
          System.out.println("loss " + loss);
        }
      }
      long now = residentKilobytes();
      System.out.printf(
          "grown by %.1f %% of %d kB%n", 100.0 * (now - resident) / resident, resident);
    }
  }

  private static Sequential network(Scope scope) {
    return new Sequential(
        Conv2d.builder(1, 4).kernel(3).padding(1).build(scope),
        new Relu(),
        new MaxPool2d(Pool2dOptions.of(2, 2)),
        new Flatten(),
        Linear.builder(4 * 4 * 4, 3).build(scope));
  }

  /** One step on a new batch; the loss is read now and then, as a program would. */
  private static float step(Scope scope, Sequential network, int number) {
    try (Scope step = scope.scope()) {
      Recording recording = Recording.in(step);
      Ops ops = recording.ops();
      Tensor x = ops.uniform(Shape.of(2, 1, 8, 8), -1, 1, number);
      Tensor target = ops.uniform(Shape.of(2, 3), -1, 1, number + 1);
      Tensor loss = Losses.meanSquaredError(ops, network.forward(ops, x), target);
      Collection<Parameter> parameters = network.parameters().values();
      List<Tensor> tensors = parameters.stream().map(Parameter::value).toList();
      new Sgd(0.01f).step(parameters, recording.gradients(loss, tensors));
      return number % 100 == 0 ? loss.item() : Float.NaN;
    }
  }

  private static String alive(Session session) {
    Map<Cl.Kind, Long> objects = Cl.live();
    return session.liveTensors() + " tensors, " + session.liveBytes() + " bytes, " + objects;
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
