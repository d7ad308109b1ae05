package dev.corral.examples.cli;

import com.google.inject.Inject;
import dev.corral.backend.NearestName;
import dev.corral.examples.bench.Pass;
import dev.corral.examples.bench.Workload;
import dev.corral.examples.bench.Workloads;
import dev.corral.examples.chapter.Experiment;
import dev.corral.examples.edition.Edition;
import dev.corral.examples.edition.Editions;
import dev.corral.examples.image.Border;
import dev.corral.examples.image.Kernel;
import dev.corral.examples.image.KernelException;
import dev.corral.examples.learn.KernelSize;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Finds what arguments name, and says what they may name. */
final class Converters {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,2})(?:[x×](\\d{1,2}))?");

  private final Map<String, Experiment> experiments = new LinkedHashMap<>();
  private final Map<String, Edition> editions = new LinkedHashMap<>();
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private final Map<String, Pass> passes = new LinkedHashMap<>();
  private final Map<String, Border> borders = new LinkedHashMap<>();

  @Inject
  Converters(Set<Experiment> experiments) {
    experiments.forEach(experiment -> this.experiments.put(experiment.id(), experiment));
    Editions.ALL.forEach(edition -> editions.put(edition.id(), edition));
    Workloads.ALL.forEach(workload -> workloads.put(workload.id(), workload));
    Arrays.stream(Pass.values()).forEach(pass -> passes.put(pass.id(), pass));
    for (Border border : Border.values()) {
      borders.put(border.name().toLowerCase(Locale.ROOT), border);
    }
  }

  Experiment experiment(String id) {
    return find("an experiment", id, experiments);
  }

  Edition edition(String id) {
    return find("an edition", id, editions);
  }

  Workload workload(String id) {
    return find("a shape", id, workloads);
  }

  Pass pass(String id) {
    return find("a pass", id, passes);
  }

  Border border(String name) {
    return find("a border", name, borders);
  }

  static Kernel kernel(String text) {
    try {
      return Kernel.parse(text);
    } catch (KernelException mistake) {
      throw new TypeConversionException(mistake.getMessage());
    }
  }

  static KernelSize kernelSize(String text) {
    Matcher sides = SIZE.matcher(text);
    if (sides.matches()) {
      int height = Integer.parseInt(sides.group(1));
      @Nullable String width = sides.group(2);
      KernelSize size = new KernelSize(height, width == null ? height : Integer.parseInt(width));
      if (size.learnable()) {
        return size;
      }
    }
    throw new TypeConversionException(
        "\""
            + text
            + "\" is not a kernel's size; expected N or HEIGHTxWIDTH, as 3 or 1x9, each from 1 to "
            + KernelSize.LARGEST);
  }

  private static <T> T find(String kind, String name, Map<String, T> all) {
    T found = all.get(name);
    if (found == null) {
      throw new TypeConversionException(
          "\"" + name + "\" is not " + kind + "; expected one of " + names(name, all.keySet()));
    }
    return found;
  }

  private static String names(String typed, Collection<String> names) {
    @Nullable String nearest = NearestName.to(typed, names);
    String all = String.join(", ", names);
    return nearest == null ? all + "." : all + ". Did you mean " + nearest + "?";
  }
}
