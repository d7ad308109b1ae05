package dev.corral.conformance.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.spi.SampleCalls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document of the rules, which is also the source that the kit reads them from. */
class RulesTest {
  private static final List<String> SECTIONS =
      List.of(
          "provider",
          "session",
          "lifetime",
          "ops",
          "numerics",
          "layers",
          "gradients",
          "threads",
          "errors");

  @Test
  void everyHeadingOfARuleIsRead() {
    long headings = Rules.document().lines().filter(line -> line.startsWith("####")).count();
    assertThat(Rules.all()).hasSize((int) headings).hasSizeGreaterThan(100);
  }

  @Test
  void everyRuleIsNumberedInItsSectionAndSaysWhatItRequires() {
    assertThat(Rules.all())
        .allSatisfy(
            rule -> {
              assertThat(SECTIONS).contains(rule.section());
              int section = SECTIONS.indexOf(rule.section()) + 1;
              assertThat(rule.id()).matches(rule.section() + "\\." + section + "\\d\\d");
              assertThat(rule.statement()).containsPattern("MUST|SHOULD|MAY").endsWith(".");
              assertThat(rule.intent()).endsWith(".");
              assertThat(rule.checkFirst()).endsWith(".");
            });
    assertThat(Rules.all()).extracting(Rule::id).isSortedAccordingTo(RulesTest::byNumber);
  }

  private static int byNumber(String a, String b) {
    return Integer.compare(number(a), number(b));
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.indexOf('.') + 1));
  }

  /** What layers() and apply() promise stands in the section of the layers. */
  @Test
  void everyWordOfTheVocabularyHasARule() {
    assertThat(SampleCalls.words())
        .filteredOn(word -> !word.equals("apply") && !word.equals("layer"))
        .allSatisfy(word -> assertThat(Rules.ofWord(word)).as(word).isPresent());
  }

  @Test
  void refusesUnknownIds() {
    assertThat(Rules.of("ops.481").title()).isEqualTo("conv2d");
    assertThatThrownBy(() -> Rules.of("ops.999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ops.999");
  }
}
