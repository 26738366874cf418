package dev.x0xtest.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The arrows between the parts, and that time and chance are given to them. */
class ArchitectureTest {
    private static final String WIRE = "dev.x0xtest.wire..";
    private static final String DAEMON = "dev.x0xtest.daemon..";
    private static final String CLI = "dev.x0xtest.cli..";
    private static final String RUNNER = "dev.x0xtest.runner..";
    private static final String COORDINATOR = "dev.x0xtest.coordinator..";
    private static final String MINI_MESH = "dev.x0xtest.minimesh..";
    private static final String LOCAL = "dev.x0xtest.local..";

    /** Who may read a clock: what a person starts, where it hands the clock on or shows a duration. */
    private static final Set<String> WIRING =
            Set.of("dev.x0xtest.local.LocalCommand", "dev.x0xtest.local.simulation.SimulateMain");

    private static final Map<String, Set<String>> GIVEN_NOT_TAKEN = Map.of(
            System.class.getName(),
            Set.of("nanoTime", "currentTimeMillis"),
            "java.time.Instant",
            Set.of("now"),
            "java.time.LocalDateTime",
            Set.of("now"),
            "java.time.ZonedDateTime",
            Set.of("now"),
            Thread.class.getName(),
            Set.of("sleep"),
            Math.class.getName(),
            Set.of("random"));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.x0xtest");

    @Test
    void everyPartIsLookedAt() {
        for (String part : List.of(WIRE, DAEMON, CLI, RUNNER, COORDINATOR, MINI_MESH, LOCAL)) {
            classes()
                    .that()
                    .resideInAPackage(part)
                    .should()
                    .bePublic()
                    .orShould()
                    .notBePublic()
                    .check(OURS);
        }
    }

    @Test
    void theWireIsPure() {
        classes()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(WIRE, "java..", "javax.crypto..", "com.fasterxml.jackson..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void theProtocolKnowsNeitherParty() {
        noClasses()
                .that()
                .resideInAnyPackage(WIRE, DAEMON, CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUNNER, COORDINATOR, MINI_MESH, LOCAL)
                .check(OURS);
    }

    @Test
    void theDaemonsClientKnowsNoCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(DAEMON)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLI, "picocli..")
                .check(OURS);
    }

    @Test
    void theRunnerKnowsOnlyTheProtocol() {
        noClasses()
                .that()
                .resideInAPackage(RUNNER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COORDINATOR, MINI_MESH, LOCAL)
                .check(OURS);
    }

    @Test
    void theCoordinatorKnowsOnlyTheProtocol() {
        noClasses()
                .that()
                .resideInAPackage(COORDINATOR)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUNNER, MINI_MESH, LOCAL)
                .check(OURS);
    }

    @Test
    void theStandInKnowsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(MINI_MESH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WIRE, DAEMON, CLI, RUNNER, COORDINATOR, LOCAL)
                .check(OURS);
    }

    @Test
    void theJudgingPartsDoNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.x0xtest.coordinator.report..", "dev.x0xtest.coordinator.render..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", DAEMON)
                .check(OURS);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("dev.x0xtest.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void timeAndChanceAreGiven() {
        takenBy("others than the wiring", name -> !WIRING.contains(name)).check(OURS);
    }

    @Test
    void whatIsAllowedIsStillNeeded() {
        for (String name : WIRING) {
            assertThatThrownBy(() -> takenBy(name, name::equals).check(OURS)).isInstanceOf(AssertionError.class);
        }
    }

    private static ArchRule takenBy(String whom, Predicate<String> names) {
        return noClasses()
                .that(DescribedPredicate.describe("are " + whom, (JavaClass owner) -> names.test(owner.getName())))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "a clock, a sleep or a die is taken instead of given", ArchitectureTest::isTaken));
    }

    private static boolean isTaken(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean die = owner.equals(Random.class.getName()) && name.equals("<init>");
        return die || GIVEN_NOT_TAKEN.getOrDefault(owner, Set.of()).contains(name);
    }
}
