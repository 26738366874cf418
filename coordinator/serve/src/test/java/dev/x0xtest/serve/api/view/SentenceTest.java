package dev.x0xtest.serve.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentenceTest {
    private static final Scope SCOPE = new Scope(new NetworkName("test"), Plane.RAW);
    private static final long NOW = 1_000_000_000_000L;

    private static Status status(@Nullable Long due, boolean runs) {
        return new Status(
                "1",
                "six",
                Status.Role.LEADER,
                1,
                List.of(new Status.Scheduled("full", SCOPE, 300, due, null)),
                runs ? new Status.Running("r", SCOPE, RunKind.FULL, "full", NOW) : null,
                new Status.Database("sqlite", Status.DatabaseState.OK, 0),
                new Status.Budget(0, 0, 0),
                new Status.Governor(1, ""),
                Status.Anchor.OK,
                null,
                List.of());
    }

    private static HistoryReader.Matrix matrix(String first, String second, long ageMs) {
        char[][] outcome = {first.toCharArray(), second.toCharArray()};
        return new HistoryReader.Matrix(
                "r",
                NOW - ageMs,
                List.of("a", "b"),
                outcome,
                outcome,
                new int[2][2],
                new long[2][2],
                new long[2][2],
                List.of("", ""));
    }

    @Test
    void saysHowManyPairsAreProvenAndWhen() {
        assertThat(Sentence.of(status(NOW + 250_000, false), matrix(".p", "p.", 40_000), 0, NOW))
                .isEqualTo("All 2 pairs proven 40 s ago, next run in 4:10");
        assertThat(Sentence.of(status(NOW + 3_725_000, false), matrix(".p", "r.", 7_300_000), 2, NOW))
                .isEqualTo("1 of 2 pairs proven 2 h ago, 2 causes, next run in 1:02:05");
    }

    @Test
    void saysWhatComesNext() {
        assertThat(Sentence.of(status(null, false), null, 1, NOW))
                .isEqualTo("Nothing has been measured yet, 1 cause, no run is planned");
        assertThat(Sentence.of(status(NOW - 5, false), null, 0, NOW)).endsWith("the next run is due");
        assertThat(Sentence.of(status(NOW - 5, true), null, 0, NOW)).endsWith("a run is going on");
    }

    @Test
    void isNeverOfTheFuture() {
        assertThat(Sentence.of(status(null, false), matrix(".p", "p.", -90_000), 0, NOW))
                .contains("0 s ago");
    }
}
