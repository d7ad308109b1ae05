package dev.corral.examples.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.corral.conformance.CaseResult;
import dev.corral.conformance.ConformanceReport;
import dev.corral.conformance.fuzz.FuzzReport;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a backend.
 *
 * @param kit what the kit's cases found
 * @param fuzz what random programs found, if any ran
 */
record Proof(ConformanceReport kit, @Nullable FuzzReport fuzz) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final double MILLIS = 1e3;

  boolean holds() {
    return kit.conforms() && (fuzz == null || fuzz.agrees());
  }

  /** Everything, with every case. */
  String json() {
    JsonObject document = new JsonObject();
    document.addProperty("version", Version.ofProgram());
    document.addProperty("holds", holds());
    document.add("backend", GSON.toJsonTree(JsonBackend.of(kit.backend())));
    document.addProperty("spiVersion", kit.spiVersion());
    document.addProperty("java", kit.java());
    document.addProperty("system", kit.system());
    document.add("options", GSON.toJsonTree(kit.options()));
    document.addProperty("start", kit.start().toString());
    document.addProperty("seconds", kit.duration().toMillis() / MILLIS);
    JsonArray cases = new JsonArray();
    kit.results().forEach(result -> cases.add(json(result)));
    document.add("cases", cases);
    JsonObject untested = new JsonObject();
    ConformanceReport.untested()
        .forEach(rule -> untested.addProperty(rule.id(), rule.untested().orElseThrow()));
    document.add("rulesWithoutCases", untested);
    if (fuzz != null) {
      document.add("fuzz", json(fuzz));
    }
    return GSON.toJson(document);
  }

  private static JsonObject json(CaseResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("id", result.id());
    object.addProperty("rule", result.rule());
    object.addProperty("status", result.status().name());
    object.addProperty("millis", result.millis());
    if (!result.message().isEmpty()) {
      object.addProperty("message", result.message());
    }
    return object;
  }

  private static JsonObject json(FuzzReport fuzz) {
    JsonObject object = new JsonObject();
    object.addProperty("seed", fuzz.seed());
    object.addProperty("programs", fuzz.programs());
    object.add("calls", GSON.toJsonTree(fuzz.calls()));
    object.addProperty("results", fuzz.results());
    object.addProperty("gradients", fuzz.gradients());
    object.addProperty("seconds", fuzz.duration().toMillis() / MILLIS);
    object.add("failures", GSON.toJsonTree(fuzz.failures()));
    return object;
  }
}
