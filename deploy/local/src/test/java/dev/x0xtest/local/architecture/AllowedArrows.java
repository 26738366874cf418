package dev.x0xtest.local.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code architecture/arrows.txt}: every package, whether it is pure, and the packages that it may use. */
final class AllowedArrows {
    static final String ROOT = "dev.x0xtest.";
    private static final String FILE = "/architecture/arrows.txt";

    private final Map<String, Row> rows = new TreeMap<>();

    private record Row(boolean pure, Set<String> uses) {}

    /** Reads the file. A malformed row fails the test that reads it. */
    static AllowedArrows read() {
        AllowedArrows arrows = new AllowedArrows();
        text().lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(arrows::add);
        return arrows;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(AllowedArrows.class.getResourceAsStream(FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        List<String> words = Arrays.asList(line.split(" +"));
        assertThat(words.size()).as("words in: %s", line).isGreaterThanOrEqualTo(2);
        assertThat(words.get(1)).as("kind in: %s", line).isIn("pure", "shell");
        Set<String> uses = words.stream().skip(2).map(ROOT::concat).collect(Collectors.toCollection(TreeSet::new));
        Row previous = rows.put(ROOT + words.get(0), new Row(words.get(1).equals("pure"), uses));
        assertThat(previous).as("a second row for %s", words.get(0)).isNull();
    }

    Set<String> packages() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    Set<String> pure() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().pure())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the packages that this package may use besides itself; none if it has no row. */
    Set<String> from(String name) {
        Row row = rows.get(name);
        return row == null ? Set.of() : row.uses();
    }
}
