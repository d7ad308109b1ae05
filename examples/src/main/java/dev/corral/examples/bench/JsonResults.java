package dev.corral.examples.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Results for programs: SI units, every sample, no rounding. */
public final class JsonResults {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Results results;
  private final List<String> references;

  /**
   * A document.
   *
   * @param results what was found
   * @param references names of contestants to compare the others with, where they took part
   */
  public JsonResults(Results results, List<String> references) {
    this.results = results;
    this.references = results.present(references);
  }

  /** The document, to which more can be added. */
  public JsonObject document() {
    JsonObject document = new JsonObject();
    document.addProperty("java", Runtime.version().toString());
    document.addProperty("vm", System.getProperty("java.vm.name"));
    document.addProperty("loadBefore", results.load());
    document.addProperty("rounds", results.protocol().rounds());
    document.add("ceilings", GSON.toJsonTree(results.ceilings()));
    document.add("contestants", GSON.toJsonTree(results.contestants()));
    JsonArray tasks = new JsonArray();
    results.tasks().forEach(result -> tasks.add(task(result)));
    document.add("tasks", tasks);
    JsonArray starts = new JsonArray();
    results.starts().forEach(start -> starts.add(seconds(start)));
    document.add("starts", starts);
    return document;
  }

  private JsonObject task(TaskResult result) {
    Task task = result.task();
    JsonObject object = new JsonObject();
    object.addProperty("shape", task.workload().id());
    object.addProperty("title", task.workload().title());
    object.addProperty("pass", task.pass().id());
    object.addProperty("flops", task.flops());
    object.addProperty("bytes", task.bytes());
    JsonArray timings = new JsonArray();
    result.timings().forEach(timing -> timings.add(timing(result, timing)));
    object.add("timings", timings);
    return object;
  }

  private JsonObject timing(TaskResult result, Timing timing) {
    JsonObject object = seconds(timing);
    if (!timing.succeeded()) {
      return object;
    }
    double median = timing.time().median();
    Task task = result.task();
    object.addProperty("fmaShare", task.flops() / median / results.ceilings().fmaAll());
    object.addProperty("copyShare", task.bytes() / median / results.ceilings().copyMemory());
    JsonObject ratios = new JsonObject();
    for (String reference : references) {
      result
          .speedUp(timing, reference)
          .ifPresent(ratio -> ratios.add(reference, GSON.toJsonTree(ratio)));
    }
    object.add("timesAsFastAs", ratios);
    return object;
  }

  private static JsonObject seconds(Timing timing) {
    JsonObject object = new JsonObject();
    object.addProperty("on", timing.contestant());
    if (timing.succeeded()) {
      object.add("seconds", GSON.toJsonTree(timing.time()));
      object.add("samples", GSON.toJsonTree(timing.seconds()));
    } else {
      object.addProperty("failure", timing.failure());
    }
    return object;
  }
}
