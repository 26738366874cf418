package dev.x0xtest.local.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Tests that the packages keep to {@code architecture/arrows.txt}, and that only the wiring reads a clock, sleeps or
 * draws unseeded random numbers.
 */
class ArchitectureTest {
    /** The classes that may read a clock: the commands that a person starts. They pass it on or print a duration. */
    private static final Set<String> WIRING = Set.of(
            "dev.x0xtest.local.LocalCommand",
            "dev.x0xtest.local.SelftestCommand",
            "dev.x0xtest.local.simulation.SimulateMain");

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

    /**
     * Prefixes of the types that a pure package must not use. Readers and byte arrays of {@code java.io} are harmless.
     */
    private static final List<String> IMPURE_PREFIXES = List.of(
            "io.netty.",
            "java.net.",
            "java.nio.channels.",
            "java.nio.file.",
            "java.io.File",
            "java.io.RandomAccessFile",
            "java.io.Console",
            "java.lang.Process",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.util.Timer",
            "java.util.concurrent.",
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Random",
            "java.security.SecureRandom",
            "org.slf4j.");

    /** Types that are harmless and only share a prefix with a banned type. */
    private static final Set<String> HARMLESS = Set.of("java.util.RandomAccess");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/dev/x0xtest/testkit/"))
            .importPackages("dev.x0xtest");

    private static final AllowedArrows ALLOWED = AllowedArrows.read();

    @Test
    void theTableNamesEveryPackage() {
        Set<String> packages = new TreeSet<>();
        OURS.forEach(type -> packages.add(type.getPackageName()));
        assertThat(ALLOWED.packages()).isEqualTo(packages);
    }

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        List<String> unlisted = new ArrayList<>();
        arrows().forEach((from, uses) -> uses.forEach((to, example) -> {
            if (!ALLOWED.from(from).contains(to)) {
                unlisted.add(from + " uses " + to + ": " + example);
            }
        }));
        assertThat(unlisted)
                .as("arrows that architecture/arrows.txt does not allow")
                .isEmpty();
    }

    @Test
    void theTableAllowsNothingThatIsNotUsed() {
        Map<String, Map<String, String>> arrows = arrows();
        List<String> unused = new ArrayList<>();
        for (String from : ALLOWED.packages()) {
            for (String to : ALLOWED.from(from)) {
                if (!arrows.getOrDefault(from, Map.of()).containsKey(to)) {
                    unused.add(from + " -> " + to);
                }
            }
        }
        assertThat(unused)
                .as("arrows of architecture/arrows.txt that nothing needs")
                .isEmpty();
    }

    @Test
    void purePackagesTouchNothingOutside() {
        List<String> touched = new ArrayList<>();
        for (JavaClass type : OURS) {
            if (!ALLOWED.pure().contains(type.getPackageName())) {
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (!HARMLESS.contains(target) && IMPURE_PREFIXES.stream().anyMatch(target::startsWith)) {
                    touched.add(dependency.getDescription());
                }
            }
            type.getAccessesFromSelf().stream()
                    .filter(ArchitectureTest::isTaken)
                    .forEach(access -> touched.add(access.getDescription()));
        }
        assertThat(touched).as("what pure packages must not touch").isEmpty();
    }

    @Test
    void purePackagesHaveNoFieldThatOthersCanWrite() {
        assertThat(OURS.stream()
                        .filter(type -> ALLOWED.pure().contains(type.getPackageName()))
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC)
                                && !field.getModifiers().contains(JavaModifier.FINAL)))
                .as("public fields that are not final")
                .isEmpty();
    }

    @Test
    void theStandInKnowsNothingOfOurs() {
        assertThat(ALLOWED.packages().stream()
                        .filter(name -> name.startsWith("dev.x0xtest.minimesh"))
                        .flatMap(name -> ALLOWED.from(name).stream()))
                .allMatch(name -> name.startsWith("dev.x0xtest.minimesh"));
    }

    @Test
    void onlyTheProgramOfAWorkingCopyKnowsTheDaemon() {
        assertThat(ALLOWED.packages().stream()
                        .filter(name -> !name.startsWith("dev.x0xtest.serve") && !name.startsWith("dev.x0xtest.local"))
                        .flatMap(name -> ALLOWED.from(name).stream()))
                .noneMatch(name -> name.startsWith("dev.x0xtest.serve"));
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

    /** Returns for each package the packages that it uses, each with one example. */
    private static Map<String, Map<String, String>> arrows() {
        Map<String, Map<String, String>> arrows = new TreeMap<>();
        for (JavaClass type : OURS) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (to.startsWith(AllowedArrows.ROOT) && !to.equals(type.getPackageName())) {
                    arrows.computeIfAbsent(type.getPackageName(), name -> new TreeMap<>())
                            .putIfAbsent(to, dependency.getDescription());
                }
            }
        }
        return arrows;
    }

    private static ArchRule takenBy(String whom, Predicate<String> names) {
        return noClasses()
                .that(DescribedPredicate.describe("are " + whom, (JavaClass owner) -> names.test(owner.getName())))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "a clock, a sleep or unseeded chance is taken instead of given", ArchitectureTest::isTaken));
    }

    private static boolean isTaken(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean die = owner.equals(Random.class.getName()) && name.equals("<init>");
        boolean unseeded = owner.equals(SplittableRandom.class.getName())
                && access.getTarget().getFullName().endsWith("<init>()");
        return die || unseeded || GIVEN_NOT_TAKEN.getOrDefault(owner, Set.of()).contains(name);
    }
}
