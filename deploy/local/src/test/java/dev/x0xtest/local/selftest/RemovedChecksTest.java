package dev.x0xtest.local.selftest;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.defect.Defect;
import dev.x0xtest.local.defect.DefectLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes the check away that catches a mutant, for each of them: the self-test must fail. */
class RemovedChecksTest {
    /** By check: the mutants that are named wrong without it. */
    private static final Map<Defect, List<String>> CAUGHT_BY = Map.ofEntries(
            entry(
                    Defect.UNSEEN_IS_PROVEN,
                    List.of(
                            "false-ack",
                            "false-acks-of-one-sender",
                            "lost-hop",
                            "fails-once",
                            "forged-hop",
                            "misdelivered",
                            "duplicated-hops-one-lost",
                            "refused-404",
                            "refused-413",
                            "refused-429",
                            "hop-of-an-earlier-run",
                            "hop-of-another-pair",
                            "unreadable-hop",
                            "stream-cut",
                            "all-results-lost",
                            "all-results-damaged",
                            "delivered-after-the-close",
                            "consistent-liar")),
            entry(
                    Defect.COVERAGE_ASSUMED,
                    List.of(
                            "liar-without-echo",
                            "liar-behind-a-gap",
                            "liar-behind-an-eviction",
                            "liar-behind-a-reset")),
            entry(Defect.GAP_IGNORED, List.of("liar-behind-a-gap", "liar-behind-an-eviction", "liar-behind-a-reset")),
            entry(
                    Defect.DIGEST_IGNORED,
                    List.of("changed-payload", "swapped-payload", "changed-then-intact", "forged-hop")),
            entry(Defect.SENDER_IGNORED, List.of("impostor")),
            entry(Defect.PLANE_IGNORED, List.of("wrong-plane")),
            entry(Defect.DEADLINE_IGNORED, List.of("delivered-13s-late")),
            entry(Defect.FAILURE_IGNORED, List.of("delivered-but-denied", "claims-what-was-refused", "link-one-way")),
            entry(
                    Defect.SENDER_NOT_ASKED,
                    List.of("denies-what-was-seen", "forgets-what-was-seen", "upstream-runner-unverified")),
            entry(Defect.DUPLICATE_COUNTED_TWICE, List.of("duplicated-hop", "duplicated-hops-one-lost")),
            entry(Defect.EVERY_CLAIM_HOLDS, List.of("two-nodes-one-label", "one-id-two-labels")),
            entry(Defect.EVERY_ANCHOR_HOLDS, List.of("wrong-anchor")),
            entry(Defect.DOUBLES_IGNORED, List.of("two-runners-one-daemon")),
            entry(Defect.NO_RETRIES, List.of("unknown-at-first", "daemon-restarted", "runner-restarted")),
            entry(Defect.NO_RETRANSMITS, List.of("commands-lost-once")),
            entry(Defect.NO_LATER_EPOCH, List.of("lease-lapse")));

    /**
     * These pass because nothing misjudges them, not because of one check: they fail as soon as a check is too strict. A late
     * hop and a lost report have more than one guard.
     */
    private static final Set<String> TOLERATED = Set.of(
            "delivered-5s-late",
            "lost-result",
            "damaged-result",
            "answer-after-9s",
            "unverified-frame",
            "results-twice",
            "commands-twice",
            "slow-commands",
            "upstream-runner");

    @TempDir
    private Path directory = Path.of("");

    static Stream<Arguments> checks() {
        List<String> named = Mutants.all().stream()
                .filter(mutant -> !mutant.expect().causes().isEmpty())
                .map(Mutant::name)
                .toList();
        return Stream.concat(
                CAUGHT_BY.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue())),
                Stream.of(Arguments.of(Defect.NO_CAUSES, named)));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void withoutTheCheckItsMutantsAreNamedWrong(Defect check, List<String> names) {
        DefectLoader loader = DefectLoader.with(check);
        for (String name : names) {
            String wrong = (String) loader.call(Probe.class, "wrong", name, directory.toString());
            assertThat(wrong)
                    .as("%s without the check that %s removes", name, check)
                    .isNotEmpty();
        }
    }

    /** Runs in the class loader with the defect. */
    private static final class Probe {
        private Probe() {}

        /** What is wrong with a mutant. */
        @SuppressWarnings("UnusedMethod") // called by its name
        static String wrong(String name, String directory) {
            Mutant mutant = Mutants.named(Mutants.all(), List.of(name)).get(0);
            try {
                return String.join(
                        "; ",
                        new Checker(Path.of(directory, name)).check(mutant).wrong());
            } catch (RuntimeException e) {
                return "broke: " + e;
            }
        }
    }

    @Test
    void everyMutantHasItsCheck() {
        Set<String> known =
                checks().flatMap(each -> names(each).stream()).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(TOLERATED);
        assertThat(known)
                .isEqualTo(Mutants.all().stream().map(Mutant::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @SuppressWarnings("unchecked") // made above
    private static List<String> names(Arguments each) {
        return (List<String>) each.get()[1];
    }
}
