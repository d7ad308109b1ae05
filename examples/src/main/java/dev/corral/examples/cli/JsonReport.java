package dev.corral.examples.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import dev.corral.backend.BackendEntry;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.chapter.Item;
import dev.corral.examples.chapter.Options;
import dev.corral.examples.chapter.Result;
import dev.corral.examples.chapter.Section;
import dev.corral.examples.edition.Edition;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One JSON document with everything that the text says. */
final class JsonReport implements Report {
  private static final Gson VALUES =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(Float.class, (JsonSerializer<Float>) JsonReport::number)
          .create();

  private static final Gson GSON =
      VALUES
          .newBuilder()
          .registerTypeHierarchyAdapter(Item.class, (JsonSerializer<Item>) JsonReport::item)
          .create();

  private final Terminal terminal;
  private final JsonObject document = new JsonObject();
  private final List<Entry> experiments = new ArrayList<>();

  JsonReport(Terminal terminal) {
    this.terminal = terminal;
  }

  private record Entry(String id, Section section, boolean holds, List<Item> items) {}

  @Override
  public void begin(BackendEntry backend, Options options) {
    document.addProperty("version", Version.ofProgram());
    document.add("backend", GSON.toJsonTree(JsonBackend.of(backend)));
    document.addProperty("seed", options.seed());
    document.add(
        "editions", GSON.toJsonTree(options.editions().stream().map(Edition::id).toList()));
  }

  @Override
  public void add(Experiment experiment, Result result) {
    experiments.add(
        new Entry(experiment.id(), experiment.section(), result.holds(), result.items()));
  }

  @Override
  public void end() {
    document.addProperty("holds", experiments.stream().allMatch(Entry::holds));
    document.add("experiments", GSON.toJsonTree(experiments));
    terminal.out().println(GSON.toJson(document));
  }

  /** An item with its kind, as {@code "kind": "check"}. */
  private static JsonElement item(Item item, Type type, JsonSerializationContext context) {
    JsonObject object = new JsonObject();
    object.addProperty("kind", item.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    VALUES.toJsonTree(item).getAsJsonObject().asMap().forEach(object::add);
    return object;
  }

  /** JSON has no number for NaN and infinities; they become strings. */
  private static JsonElement number(Float value, Type type, JsonSerializationContext context) {
    return Float.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(value.toString());
  }
}
