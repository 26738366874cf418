package dev.x0xtest.local.selftest;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.local.simulation.SimulatedFleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Measures mutants and their twins, and compares what the runs say with what they must say. */
public final class Checker {
    private static final String PROVEN = "PROVEN";
    private static final String ANY = "*";

    private final Path directory;
    private int runs;

    /** {@code directory} is empty and is filled with lock files. */
    public Checker(Path directory) {
        this.directory = directory;
    }

    /**
     * What came of a mutant.
     *
     * @param wrong how the run of the broken fleet differs from what it must say, a line each
     * @param twinWrong the same of the healthy twin
     */
    public record Result(Mutant mutant, Seen seen, List<String> wrong, List<String> twinWrong) {
        public boolean right() {
            return wrong.isEmpty() && twinWrong.isEmpty();
        }

        /** Whether x0xtest itself failed. */
        public boolean broke() {
            return seen.exit() == ExitCode.INTERNAL.code();
        }
    }

    /** Measures both fleets, one after the other. */
    public Result check(Mutant mutant) {
        Mutant twin = mutant.twin();
        Seen healthy = measured(twin);
        Seen broken = measured(mutant);
        return new Result(mutant, broken, differences(mutant, broken), differences(twin, healthy));
    }

    private Seen measured(Mutant mutant) {
        runs++;
        Path locks = directory.resolve("run" + runs).resolve("locks");
        Report report = new SimulatedFleet(mutant.spec()).measured(locks);
        return Seen.of(report);
    }

    /** How a run differs from what it must say, a line each; empty: in nothing. */
    static List<String> differences(Mutant mutant, Seen seen) {
        Mutant.Expected expected = mutant.expect();
        List<String> wrong = new ArrayList<>();
        if (seen.exit() != expected.exit()) {
            wrong.add("exit code " + seen.exit() + ", not " + expected.exit());
        }
        if (!Objects.equals(seen.ended(), expected.ended())) {
            wrong.add("ended by " + seen.ended() + ", not " + expected.ended());
        }
        seen.cells().forEach((pair, outcome) -> {
            String must = outcome(expected.cells(), pair);
            if (!outcome.equals(must)) {
                wrong.add(pair + " " + outcome + ", not " + must);
            }
        });
        if (!seen.status().equals(expected.status())) {
            wrong.add("causes " + seen.status() + ", not " + expected.status());
        }
        List<String> causes = expected.causes().stream().sorted().toList();
        if (!seen.causes().equals(causes)) {
            wrong.add("causes " + seen.causes() + ", not " + causes);
        }
        for (String words : expected.words()) {
            if (!seen.text().contains(words)) {
                wrong.add("no word of: " + words);
            }
        }
        expected.figures().forEach((name, count) -> {
            if (!count.equals(seen.figures().get(name))) {
                wrong.add(name + " " + seen.figures().get(name) + ", not " + count);
            }
        });
        return wrong;
    }

    /** The outcome that a pair must have. */
    private static String outcome(Map<String, String> cells, String pair) {
        String[] ends = pair.split(">", -1);
        return cells.entrySet().stream()
                .filter(entry -> fits(entry.getKey(), ends))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(PROVEN);
    }

    private static boolean fits(String pattern, String[] ends) {
        String[] parts = pattern.split(">", -1);
        return (parts[0].equals(ANY) || parts[0].equals(ends[0])) && (parts[1].equals(ANY) || parts[1].equals(ends[1]));
    }
}
