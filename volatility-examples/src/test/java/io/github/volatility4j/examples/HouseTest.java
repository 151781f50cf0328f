package io.github.volatility4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan of the house, over the classes of all modules: DESIGN says it, this holds it. */
class HouseTest {
  private static final String ROOT = "io.github.volatility4j.";

  /** The packages of volatility-core; what is elsewhere is another module. */
  private static final Set<String> CORE =
      Set.of("series", "realized", "dataset", "forecast", "baseline", "metrics", "evaluation");

  private static final int MOST_LINES = 400;

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.volatility4j");

  private static String module(JavaClass type) {
    String first = type.getPackageName().substring(ROOT.length()).split("\\.")[0];
    return CORE.contains(first) ? "core" : first;
  }

  private static Stream<JavaClass> topLevel(String module) {
    return ALL.stream()
        .filter(type -> type.isTopLevelClass() && module(type).equals(module))
        .filter(type -> !type.getSimpleName().equals("package-info"));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.github.volatility4j.(**)").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void coreAndGarchKnowNothingOfNetworks() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "nn..", ROOT + "examples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..", ROOT + "nn..")
        .check(ALL);
  }

  @Test
  void coreKnowsNothingOfGarch() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE.stream().map(name -> ROOT + name + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "garch..")
        .allowEmptyShould(true)
        .check(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garch", "nn"})
  void atMostHalfOfTheTypesArePublic(String module) {
    List<String> all = topLevel(module).map(JavaClass::getSimpleName).sorted().toList();
    List<String> open =
        topLevel(module)
            .filter(HouseTest::isPublic)
            .map(JavaClass::getSimpleName)
            .sorted()
            .toList();
    assertThat(all).isNotEmpty();
    assertThat(2 * open.size()).as("%s of %s", open, all).isLessThanOrEqualTo(all.size());
  }

  @Test
  void everyPublicTypeOfCoreIsUsedByAnotherModule() {
    List<String> unused =
        topLevel("core")
            .filter(HouseTest::isPublic)
            .filter(HouseTest::isOfNoUseElsewhere)
            .map(JavaClass::getName)
            .toList();
    assertThat(unused).isEmpty();
  }

  private static boolean isOfNoUseElsewhere(JavaClass type) {
    return ALL.stream()
        .filter(other -> !module(other).equals("core"))
        .flatMap(other -> other.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
        .noneMatch(name -> name.equals(type.getName()) || name.startsWith(type.getName() + "$"));
  }

  @Test
  void noSourceFileIsLong() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath())) {
      Set<String> tooLong =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains(File.separator + "target" + File.separator))
              .filter(file -> lines(file) > MOST_LINES)
              .map(Path::toString)
              .collect(Collectors.toSet());
      assertThat(tooLong).isEmpty();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
