package dev.x0xtest.local.selftest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The mutants of {@code mutants.json}. */
public final class Mutants {
    private static final String FILE = "mutants.json";

    private Mutants() {}

    /** All of them, in the order of the file. */
    public static List<Mutant> all() {
        try (InputStream in = Mutants.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + FILE);
            }
            return List.of(new ObjectMapper().readValue(in, Mutant[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * The mutants with these names, in the order of the file.
     *
     * @throws UsageException naming the first one that does not exist
     */
    public static List<Mutant> named(List<Mutant> all, List<String> names) {
        Set<String> known = all.stream().map(Mutant::name).collect(Collectors.toSet());
        for (String name : names) {
            if (!known.contains(name)) {
                String nearest = Suggestions.nearest(name, known)
                        .map(other -> "; did you mean " + other + "?")
                        .orElse("; --list shows all");
                throw new UsageException("--only: no mutant is called " + name + nearest);
            }
        }
        return all.stream().filter(mutant -> names.contains(mutant.name())).toList();
    }
}
