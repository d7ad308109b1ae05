package dev.corral.examples.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files beside this class: templates, which escape what they are given, and what they hold. */
final class Templates {
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().withLoader(name -> new StringReader(text(name + ".mustache")));

  private Templates() {}

  /** HTML of a template and what it shows: a record, whose components the template names. */
  static String render(String name, Object view) {
    return COMPILER.compile(text(name + ".mustache")).execute(view);
  }

  /** A file as it is. */
  static String text(String name) {
    try (InputStream stream = Templates.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(
            name
                + " is not on the class path; expected beside "
                + Templates.class
                + "; build anew");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
