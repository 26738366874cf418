package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the pages tell a reader to type exists, and the runner's package ships the page that its unit names. */
class PagesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path UNIT = Path.of("systemd", "x0xtest-runner@.service");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]+");
    private static final Pattern COMMAND = Pattern.compile("(?:`|\\$ |bin/|\\./)x0xtest ([a-z]+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern PACKAGED = Pattern.compile(
            "<src>\\$\\{project.basedir}/\\.\\./(docs/[\\w/.-]+)</src>(?s:.*?)<prefix>([^<]+)</prefix>");

    /** Options of programs that are not ours, and of the simulation, which is no command. */
    private static final Set<String> OF_OTHERS = Set.of(
            "--now",
            "--only",
            "--build",
            "--exit-code-from",
            "--enable",
            "--target",
            "--build-arg",
            "--version",
            "--locked",
            "--rtt",
            "--freeze",
            "--fleets",
            "--healthy",
            "--seeds",
            "--bin",
            "--before",
            "--collector",
            "--health-cmd");

    private static String text(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("coordinator/src/dist/README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).map(ROOT::relativize))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<CommandLine> commands(CommandLine root) {
        return Stream.concat(
                Stream.of(root), root.getSubcommands().values().stream().flatMap(PagesTest::commands));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyOptionOfAPageExists(Path page) {
        assumeFalse(page.endsWith("migration.md"), "names the options of upstream's harness as well");
        Set<String> options = commands(X0xtestMain.commandLine())
                .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
                .collect(Collectors.toSet());
        assertThat(OPTION.matcher(text(page)).results().map(MatchResult::group).distinct())
                .filteredOn(option -> !OF_OTHERS.contains(option))
                .isSubsetOf(options);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandOfAPageExists(Path page) {
        assertThat(COMMAND.matcher(text(page))
                        .results()
                        .map(found -> found.group(1))
                        .distinct())
                .isSubsetOf(X0xtestMain.commandLine().getSubcommands().keySet());
    }

    /** The reader of the package has these pages and no working copy. */
    @Test
    void thePageOfTheRunnersPackageStandsAlone() {
        List<MatchResult> shipped = PACKAGED.matcher(text(Path.of("runner-agent/pom.xml")))
                .results()
                .toList();
        List<String> places = shipped.stream()
                .map(page -> page.group(2) + "/" + Path.of(page.group(1)).getFileName())
                .toList();
        String documentation = text(UNIT)
                .lines()
                .filter(line -> line.startsWith("Documentation=file:"))
                .map(line -> line.substring("Documentation=file:".length()))
                .findFirst()
                .orElse("");
        assertThat(places).contains(documentation);
        for (MatchResult page : shipped) {
            String text = text(Path.of(page.group(1)));
            assertThat(text).doesNotContain("./x0xtest");
            assertThat(LINK.matcher(text)
                            .results()
                            .map(link -> Path.of(page.group(2))
                                    .resolve(link.group(1))
                                    .normalize()))
                    .as("links of %s", page.group(1))
                    .extracting(Path::toString)
                    .isSubsetOf(places);
            assertThat(Pattern.compile("/(?:usr|etc|var/lib|lib)/[\\w./@-]*x0xtest[\\w./@-]*")
                            .matcher(text)
                            .results()
                            .map(MatchResult::group))
                    .as("places that %s names", page.group(1))
                    .allMatch(place -> place.startsWith("/etc/x0xtest")
                            || place.equals("/usr/bin/x0xtest")
                            || place.matches("/(usr/share|var/lib)/x0xtest-(runner|coordinator)(/.*)?"));
        }
    }
}
