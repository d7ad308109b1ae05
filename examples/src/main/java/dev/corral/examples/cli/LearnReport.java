package dev.corral.examples.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.corral.backend.BackendEntry;
import dev.corral.examples.chapter.Item;
import dev.corral.examples.chapter.Item.Check;
import dev.corral.examples.chapter.Item.Heading;
import dev.corral.examples.chapter.Item.Lines;
import dev.corral.examples.chapter.Item.Source;
import dev.corral.examples.chapter.Item.Text;
import dev.corral.examples.cli.Lesson.Filtered;
import dev.corral.examples.cli.Lesson.Hidden;
import dev.corral.examples.learn.LearnOptions;
import dev.corral.examples.learn.Learned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was learned, the verdicts on it, and what to do where one does not hold. */
final class LearnReport {
  private static final JsonSerializer<Double> NUMBER = (value, type, context) -> number(value);

  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(double.class, NUMBER)
          .registerTypeAdapter(Double.class, NUMBER)
          .create();

  /** The share of its largest weight by which a hidden kernel may be missed. */
  private static final double MISSED = 1e-2;

  /** A result that was only rounded is never off by as much as this, in grey levels. */
  private static final double LEFT = 1;

  /** What 0 becomes in a picture that {@code filter --signed} made, and how exactly. */
  private static final double SIGNED_ZERO = 128;

  private static final double SIGNED_MARGIN = 0.5;

  private final Lesson lesson;
  private final LearnOptions options;
  private final Learned learned;
  private final BackendEntry backend;
  private final List<Check> checks = new ArrayList<>();

  LearnReport(Lesson lesson, LearnOptions options, Learned learned, BackendEntry backend) {
    this.lesson = lesson;
    this.options = options;
    this.learned = learned;
    this.backend = backend;
    check(
        "largest difference between the kernels from two starts",
        learned.tolerance(),
        learned.distance(),
        learned.settled());
    if (lesson instanceof Hidden hidden) {
      double allowed = MISSED * hidden.largestWeight();
      double missed = learned.differenceFrom(hidden.kernel());
      check("largest difference from the true kernel", allowed, missed, missed <= allowed);
    } else {
      double left = learned.lastError();
      check("error that is left, in grey levels", LEFT, left, left <= LEFT);
    }
  }

  private void check(String claim, double allowed, double actual, boolean holds) {
    checks.add(new Check(claim, Source.THEORY, "≤ " + digits(allowed), digits(actual), holds));
  }

  boolean holds() {
    return checks.stream().allMatch(Check::holds);
  }

  List<String> lines(Styles styles) {
    List<Item> items = new ArrayList<>();
    items.add(new Text(introduction()));
    items.add(new Heading("Error before each step, in grey levels"));
    items.add(new Lines(LossCurve.lines(learned.errors())));
    KernelLayout layout = KernelLayout.of(learned.kernel());
    items.add(layout.matrix("learned", learned.kernel()));
    if (lesson instanceof Hidden hidden) {
      items.add(layout.matrix("true, " + hidden.name(), hidden.kernel()));
    }
    items.addAll(checks);
    remarks().forEach(remark -> items.add(new Text(remark)));
    List<String> lines = new ArrayList<>();
    lines.add("Corral " + Version.ofProgram() + " on " + backend.id() + ": " + backend.device());
    lines.addAll(ItemLayout.lines(items, styles));
    return lines;
  }

  private String introduction() {
    String leftOut =
        learned.used() == learned.values()
            ? ""
            : String.format(
                Locale.ROOT,
                " less %,d of black or white, which may have been cut off",
                learned.values() - learned.used());
    String made =
        lesson instanceof Filtered pair
            ? " makes " + name(pair.filtered()) + " of " + name(pair.photo()) + "? "
            : " makes of " + name(lesson.photo()) + " what a hidden one made? ";
    String looks =
        String.format(
            Locale.ROOT,
            "Gradient descent from two random starts looks at %,d values%s.",
            learned.values(),
            leftOut);
    return "Which kernel of " + lesson.size() + made + looks;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** What a reader wants to know besides, and what can be done. */
  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (learned.diverged()) {
      remarks.add(
          "The loss grew beyond all numbers: the rate is too high for this photo. Try a tenth of"
              + " it, or leave --rate out.");
      return remarks;
    }
    if (!learned.settled()) {
      remarks.add(
          "After "
              + learned.steps()
              + " steps the kernel still depends on where it began. Try more --steps, or a photo"
              + " with more fine detail: weights that do not show in a picture cannot be learned"
              + " from it.");
    }
    if (lesson instanceof Filtered) {
      remarks.addAll(remarksOnFile());
    }
    return remarks;
  }

  private List<String> remarksOnFile() {
    List<String> remarks = new ArrayList<>();
    if (learned.lastError() > LEFT) {
      remarks.add(
          "No kernel of "
              + lesson.size()
              + " makes the one picture of the other. A larger --size may, if the true one is"
              + " larger; lossy compression, several roundings and filters that are no single"
              + " kernel, as sobel, leave such an error too.");
      return remarks;
    }
    remarks.add("Rounding to 8 bits alone leaves 1/√12 ≈ 0.29 grey levels.");
    if (Math.abs(learned.bias() - SIGNED_ZERO) < SIGNED_MARGIN) {
      remarks.add(
          "0 became 128, as with \"filter --signed\": then the true weights are twice these.");
    } else if (Math.abs(learned.bias()) > SIGNED_MARGIN) {
      remarks.add(digits(learned.bias()) + " grey levels are added to what the kernel gives.");
    }
    return remarks;
  }

  /** One JSON document with everything that the text says. */
  String json() {
    JsonObject document = new JsonObject();
    document.addProperty("version", Version.ofProgram());
    document.add("backend", GSON.toJsonTree(JsonBackend.of(backend)));
    document.addProperty("holds", holds());
    document.addProperty("photo", lesson.photo().toString());
    if (lesson instanceof Hidden hidden) {
      document.addProperty("hidden", hidden.name());
      document.add("trueKernel", GSON.toJsonTree(hidden.kernel()));
    } else if (lesson instanceof Filtered pair) {
      document.addProperty("filtered", pair.filtered().toString());
    }
    document.add("options", GSON.toJsonTree(options));
    document.add("learned", GSON.toJsonTree(learned));
    document.add("checks", GSON.toJsonTree(checks));
    document.add("remarks", GSON.toJsonTree(remarks()));
    return GSON.toJson(document);
  }

  /** JSON has no number for NaN and infinities; they become strings. */
  private static JsonElement number(Double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(value.toString());
  }

  static String digits(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
