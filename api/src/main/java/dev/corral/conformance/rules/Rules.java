package dev.corral.conformance.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All rules, in the order of the document, which is the only place where they are written. */
public final class Rules {
  private static final Pattern RULE =
      Pattern.compile(
          """
          ^#### (?<id>\\S+) (?<title>.+)

          (?<statement>(?:.+
          )+)
          - Intent: (?<intent>.+)
          - Check first: (?<check>.+)
          (?:- Untested: (?<untested>.+)
          )?""",
          Pattern.MULTILINE);

  private static final String DOCUMENT = read();
  private static final Map<String, Rule> BY_ID = parse(DOCUMENT);

  private Rules() {}

  /**
   * The document itself.
   *
   * @return Markdown
   */
  public static String document() {
    return DOCUMENT;
  }

  /**
   * Every rule.
   *
   * @return in the document's order
   */
  public static List<Rule> all() {
    return List.copyOf(BY_ID.values());
  }

  /**
   * A rule by its id.
   *
   * @param id as {@code ops.481}
   * @return the rule
   * @throws IllegalArgumentException if there is no such rule
   */
  public static Rule of(String id) {
    Rule rule = BY_ID.get(id);
    if (rule == null) {
      throw new IllegalArgumentException(
          "there is no rule " + id + "; expected an id of RULES.md, as ops.481");
    }
    return rule;
  }

  /**
   * The rule of one operation.
   *
   * @param word the operation's name, as {@code conv2d}
   * @return the rule, or empty if none has that title
   */
  public static Optional<Rule> ofWord(String word) {
    Collection<Rule> rules = BY_ID.values();
    return rules.stream().filter(rule -> rule.title().equals(word)).findFirst();
  }

  private static String read() {
    try (InputStream in = Rules.class.getResourceAsStream("RULES.md")) {
      byte[] bytes = Objects.requireNonNull(in, "RULES.md is not in the jar").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Rule> parse(String document) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    Matcher matcher = RULE.matcher(document);
    while (matcher.find()) {
      Rule rule =
          new Rule(
              matcher.group("id"),
              matcher.group("title"),
              matcher.group("statement").strip().replace('\n', ' '),
              matcher.group("intent"),
              matcher.group("check"),
              Optional.ofNullable(matcher.group("untested")));
      if (rules.put(rule.id(), rule) != null) {
        throw new IllegalStateException("RULES.md has two rules of the id " + rule.id());
      }
    }
    return rules;
  }
}
