package dev.corral;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Each package has its floor, and arrows only go down. */
class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.corral");

  @Test
  void arrowsOnlyGoDown() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("conformance")
        .definedBy("dev.corral.conformance..")
        .layer("guice")
        .definedBy("dev.corral.guice..")
        .layer("autograd")
        .definedBy("dev.corral.autograd..")
        .layer("layer")
        .definedBy("dev.corral.layer..")
        .layer("backend")
        .definedBy("dev.corral.backend..")
        .layer("spi")
        .definedBy("dev.corral.spi..")
        .layer("tensor")
        .definedBy("dev.corral.tensor..")
        .whereLayer("conformance")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("guice")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("autograd")
        .mayOnlyBeAccessedByLayers("conformance", "guice")
        .whereLayer("layer")
        .mayOnlyBeAccessedByLayers("conformance", "guice")
        .whereLayer("backend")
        .mayOnlyBeAccessedByLayers("conformance", "guice", "autograd", "layer")
        .whereLayer("spi")
        .mayOnlyBeAccessedByLayers("conformance", "guice", "autograd", "layer", "backend")
        .ensureAllClassesAreContainedInArchitecture()
        .check(classes);
  }

  @Test
  void theKitStandsOnItsCasesAndTheseOnReferenceAndRules() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kit")
        .definedBy("dev.corral.conformance")
        .layer("cases")
        .definedBy("dev.corral.conformance.cases")
        .layer("reference")
        .definedBy("dev.corral.conformance.reference")
        .layer("rules")
        .definedBy("dev.corral.conformance.rules")
        .whereLayer("kit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cases")
        .mayOnlyBeAccessedByLayers("kit")
        .whereLayer("reference")
        .mayOnlyBeAccessedByLayers("kit", "cases")
        .whereLayer("rules")
        .mayOnlyBeAccessedByLayers("kit", "cases")
        .check(classes);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.corral.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theApiNeedsNothingButTheJdk() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.corral.guice..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.corral..", "java..", "org.jspecify..")
        .check(classes);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(classes.getPackage("dev.corral").getSubpackages())
        .isNotEmpty()
        .allSatisfy(
            folder -> assertThat(folder.tryGetPackageInfo()).as(folder.getName()).isPresent());
    assertThat(classes.getPackage("dev.corral").getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .contains("tensor", "spi", "backend", "autograd");
  }
}
