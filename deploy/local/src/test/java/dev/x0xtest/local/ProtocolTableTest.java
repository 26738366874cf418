package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that each row of the table of messages in docs/protocol.md names tests, and that these tests exist. */
class ProtocolTableTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final String HEADING = "## Who sends what, since when";
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*)#(\\w+)`");
    private static final Pattern TEST_METHOD =
            Pattern.compile("@(?:Test|ParameterizedTest)\\b(?:(?!\\bvoid\\b)[\\s\\S])*?\\bvoid (\\w+)\\(");

    private record Named(String type, String method) {}

    private static List<String> rows() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/protocol.md"));
        assertThat(document).contains(HEADING);
        String section = document.substring(document.indexOf(HEADING) + HEADING.length());
        return section.lines()
                .dropWhile(line -> !line.startsWith("| --- |"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static List<Named> named(String row) {
        String lastColumn = row.substring(row.lastIndexOf('|', row.length() - 2));
        return NAMED.matcher(lastColumn)
                .results()
                .map(match -> new Named(match.group(1), match.group(2)))
                .toList();
    }

    /** Returns the test methods of every test class of this project, by the simple name of the class. */
    private static Map<String, List<String>> tests() throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    tests.put(file.getFileName().toString().replace(".java", ""), methods(Files.readString(file)));
                }
            }
        }
        return tests;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders =
                Files.find(ROOT, 2, (path, attributes) -> Files.isDirectory(path.resolve("src/test/java")))) {
            return folders.toList();
        }
    }

    private static List<String> methods(String source) {
        return TEST_METHOD
                .matcher(source)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void everyRowNamesATestThatIsThere() throws IOException {
        Map<String, List<String>> tests = tests();
        assertThat(rows()).hasSizeGreaterThan(15);
        for (String row : rows()) {
            assertThat(named(row))
                    .as(row)
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(tests.getOrDefault(test.type(), List.of()))
                            .as("the tests of %s", test.type())
                            .contains(test.method()));
        }
    }
}
