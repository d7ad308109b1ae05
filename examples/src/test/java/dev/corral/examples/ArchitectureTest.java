package dev.corral.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Computing and printing are apart, and no backend is known by name. */
class ArchitectureTest {
  private static final String COMPUTING = "dev.corral.examples.chapter";
  private static final String EDITIONS = "dev.corral.examples.edition";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.corral.examples");

  @Test
  void experimentsDoNotPrint() {
    noClasses()
        .that()
        .resideInAnyPackage(COMPUTING, EDITIONS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io", "picocli..", "me.tongfei..", "com.google.gson..", "dev.corral.examples.cli")
        .check(classes);
  }

  @Test
  void filtersKnowNoCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.corral.examples.image")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", "dev.corral.examples.cli")
        .check(classes);
  }

  @Test
  void learningKnowsNoCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.corral.examples.learn")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", "com.google..", "dev.corral.examples.cli")
        .check(classes);
  }

  @Test
  void picturesKnowNoLearning() {
    noClasses()
        .that()
        .resideInAPackage("dev.corral.examples.image")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.corral.examples.learn")
        .check(classes);
  }

  @Test
  void pagesKnowNoCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.corral.examples.report")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", "dev.corral.examples.cli")
        .check(classes);
  }

  @Test
  void editionsKnowNoExperiment() {
    noClasses()
        .that()
        .resideInAPackage(EDITIONS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(COMPUTING)
        .check(classes);
  }

  @Test
  void projectsAreWrittenWithoutACommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.corral.examples.scaffold")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "com.google..", "dev.corral.examples.cli")
        .check(classes);
  }

  @Test
  void nobodyKnowsABackend() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.corral.backend.*..")
        .check(classes);
  }
}
