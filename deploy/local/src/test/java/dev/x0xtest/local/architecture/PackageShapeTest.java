package dev.x0xtest.local.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the bounds on the size of packages and files, and that CONTRIBUTING.md lists every package. */
class PackageShapeTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final int FILES_IN_A_PACKAGE = 14;
    private static final int LINES_IN_A_FILE = 400;
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.]+)` \\|", Pattern.MULTILINE);

    @Test
    void noPackageHasMoreThanFourteenFiles() {
        Map<Path, Long> counts = new TreeMap<>(
                sources().stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting())));
        counts.values().removeIf(count -> count <= FILES_IN_A_PACKAGE);
        assertThat(counts).as("packages to split by subject").isEmpty();
    }

    @Test
    void noFileHasMoreThanFourHundredLines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > LINES_IN_A_FILE) {
                tooLong.add(file + ": " + lines);
            }
        }
        assertThat(tooLong).as("files to split by subject").isEmpty();
    }

    @Test
    void theGuideForContributorsListsEveryPackage() throws IOException {
        Set<String> listed = ROW.matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md")))
                .results()
                .map((MatchResult row) -> AllowedArrows.ROOT + row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(new TreeSet<>(AllowedArrows.read().packages()));
    }

    private static List<Path> sources() {
        try (Stream<Path> files =
                Files.find(ROOT, 20, (path, attributes) -> attributes.isRegularFile() && isSource(path.toString()))) {
            List<Path> found = files.toList();
            assertThat(found).hasSizeGreaterThan(100);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(String path) {
        return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
    }
}
