package dev.corral.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/**
 * A backend as the command line names it, with settings of its own: {@code cpu} or {@code
 * cpu:algorithm=gemm,threads=2}.
 *
 * @param text what was given
 * @param id the backend
 * @param settings its settings by name
 */
record BackendChoice(String text, String id, Map<String, String> settings) {

  static BackendChoice parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new BackendChoice(text, text, Map.of());
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : text.substring(colon + 1).split(",", -1)) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException(
            "\""
                + setting
                + "\" in \""
                + text
                + "\" is not a setting; expected ID:NAME=VALUE,…, as cpu:threads=2");
      }
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new BackendChoice(text, text.substring(0, colon), settings);
  }
}
