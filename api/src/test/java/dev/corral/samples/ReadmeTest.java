package dev.corral.samples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.conformance.rules.Rules;
import dev.corral.spi.TensorOps;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the guide in this module's README shows is in the sources, and what it links is there. */
class ReadmeTest {
  private static final String RULES = "src/main/resources/dev/corral/conformance/rules/RULES.md";
  private static final Pattern CODE = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern SOURCE = Pattern.compile("\\((src/test/java/[^)]+\\.java)\\)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Pattern RULE = Pattern.compile("\\[([a-z]+\\.\\d{3})\\](?!:)");
  private static final Pattern RULE_LINK = Pattern.compile("(?m)^\\[(.+?)\\]: (.+)$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern WORDS = Pattern.compile("(?m)(?:^> .*\\n)+");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  private static final Pattern FENCE = Pattern.compile("(?m)^```(\\w+)$");

  private static String readme;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void everySnippetStandsInTheSourceThatIsNamedBeforeIt() throws IOException {
    List<MatchResult> snippets = CODE.matcher(readme).results().toList();
    assertThat(snippets).hasSizeGreaterThan(5);
    for (MatchResult snippet : snippets) {
      String source =
          SOURCE
              .matcher(readme.substring(0, snippet.start()))
              .results()
              .reduce((first, second) -> second)
              .orElseThrow()
              .group(1);
      assertThat(unindented(Files.readString(Path.of(source))))
          .as(source)
          .contains(unindented(snippet.group(1)));
    }
  }

  /** Code may be broken and indented otherwise where it stands deeper. */
  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(joining("\n"));
  }

  @Test
  void theWordsAreListedAsTheyAre() {
    List<Set<String>> lists =
        WORDS.matcher(readme).results().map(list -> wordsOf(list.group())).toList();
    assertThat(lists).hasSize(2);
    assertThat(lists.get(0)).isEqualTo(wordsThat(method -> !method.isDefault()));
    assertThat(lists.get(1)).isEqualTo(wordsThat(Method::isDefault));
  }

  private static Set<String> wordsOf(String text) {
    List<String> words = WORD.matcher(text).results().map(word -> word.group(1)).toList();
    assertThat(words).doesNotHaveDuplicates();
    return new HashSet<>(words);
  }

  private static Set<String> wordsThat(Predicate<Method> wanted) {
    Set<String> names = new HashSet<>();
    Arrays.stream(TensorOps.class.getDeclaredMethods())
        .filter(wanted)
        .filter(method -> !method.isSynthetic())
        .forEach(method -> names.add(method.getName()));
    return names;
  }

  @Test
  void everyRuleIsLinkedToItsHeading() throws IOException {
    Map<String, String> links = new TreeMap<>();
    RULE_LINK.matcher(readme).results().forEach(l -> links.put(l.group(1), l.group(2)));
    Set<String> named = new HashSet<>();
    RULE.matcher(readme).results().forEach(rule -> named.add(rule.group(1)));
    assertThat(links.keySet()).isEqualTo(named);
    List<String> anchors = anchors(Files.readString(Path.of(RULES)));
    links.forEach(
        (rule, link) -> {
          assertThat(link).isEqualTo(RULES + "#" + anchor(Rules.of(rule).toString()));
          assertThat(anchors).contains(link.substring(link.indexOf('#') + 1));
        });
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> links = LINK.matcher(readme).results().map(link -> link.group(1)).toList();
    assertThat(links).isNotEmpty();
    for (String link : new HashSet<>(links)) {
      String[] parts = link.split("#", 2);
      Path file = Path.of(parts[0].isEmpty() ? "README.md" : parts[0]);
      assertThat(file).as(link).exists();
      if (parts.length > 1) {
        assertThat(anchors(Files.readString(file))).as(link).contains(parts[1]);
      }
    }
  }

  private static List<String> anchors(String markdown) {
    List<String> anchors = new ArrayList<>();
    HEADING.matcher(markdown).results().forEach(heading -> anchors.add(anchor(heading.group(1))));
    return anchors;
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  @Test
  void whatIsFencedIsTestedHereOrByTheCommandLine() {
    assertThat(FENCE.matcher(readme).results().map(fence -> fence.group(1)))
        .containsOnly("java", "sh");
  }
}
