package dev.x0xtest.serve.history.spool;

import static dev.x0xtest.serve.history.SampleRun.SCOPE;
import static dev.x0xtest.serve.history.SampleRun.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.HistoryStatus;
import dev.x0xtest.serve.history.SampleModel;
import dev.x0xtest.serve.history.SampleRun;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.store.PostgresqlCluster;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that goes away while serve writes, and comes back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PostgresqlOutageTest {
    private static final long MINUTE = 60_000;

    @TempDir
    private Path directory;

    private final FakeClock clock = new FakeClock();

    private History open(DatabaseUrl url, String name) {
        return History.open(new History.Config(url, directory.resolve(name), clock, Retention.STANDARD));
    }

    private static List<String> ids(History history) {
        return history.reader().runs(SCOPE, 100, Long.MAX_VALUE).stream()
                .map(HistoryReader.Run::id)
                .toList();
    }

    @Test
    void tenMinutesWithoutItLoseNothing() throws Exception {
        try (PostgresqlCluster cluster = PostgresqlCluster.start();
                History history = open(cluster.empty(), "state")) {
            history.writer().keep(SampleRun.of("a", "b").ended(id(1), clock.millis()), List.of(), List.of());
            history.writer().began(SCOPE, RunKind.FULL, "every", id(2), clock.millis());

            cluster.down();
            for (int run = 2; run <= 11; run++) {
                clock.forward(MINUTE);
                history.writer()
                        .keep(
                                SampleRun.of("a", "b").ended(id(run), clock.millis()),
                                List.of(SampleModel.incident("i1", Incident.State.OPEN, clock.millis(), null)),
                                List.of(SampleModel.delivery("hook", "a" + run, 0, clock.millis())));
            }
            assertThat(history.status())
                    .isEqualTo(new HistoryStatus("postgresql", HistoryStatus.State.SPOOLING, 10, 0));
            assertThatThrownBy(() -> ids(history))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageNotContaining("user=");

            cluster.up();
            clock.forward(MINUTE);
            for (int step = 0; history.writer().tidy(clock.millis()); step++) {
                assertThat(step).isLessThan(100);
            }
            assertThat(history.status()).isEqualTo(new HistoryStatus("postgresql", HistoryStatus.State.OK, 0, 0));
            assertThat(ids(history))
                    .containsExactly(id(11), id(10), id(9), id(8), id(7), id(6), id(5), id(4), id(3), id(2), id(1));
            assertThat(history.reader().deliveries(100)).hasSize(10);
        }
    }

    @Test
    void aSecondServeIsRefusedByName() throws Exception {
        DatabaseUrl url = PostgresqlCluster.shared().empty();
        try (History first = open(url, "one")) {
            assertThat(first.status().state()).isEqualTo(HistoryStatus.State.OK);
            assertThatThrownBy(() -> open(url, "two"))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("is in use by x0xtest process "
                            + ProcessHandle.current().pid());
        }
        open(url, "two").close();
    }

    @Test
    void aDatabaseThatAnotherHasTakenMeanwhileFails() throws Exception {
        try (PostgresqlCluster cluster = PostgresqlCluster.start()) {
            DatabaseUrl url = cluster.empty();
            try (History first = open(url, "one")) {
                cluster.down();
                first.writer().keep(SampleRun.of("a", "b").ended(id(1), clock.millis()), List.of(), List.of());
                cluster.up();
                try (History second = open(url, "two")) {
                    clock.forward(MINUTE);
                    first.writer().tidy(clock.millis());
                    assertThat(first.status())
                            .isEqualTo(new HistoryStatus("postgresql", HistoryStatus.State.FAILED, 1, 0));
                    assertThat(ids(second)).isEmpty();
                }
                // A connection of the pool may be known as broken only when it is used: the next attempt has a new one.
                for (int attempt = 0; first.status().state() != HistoryStatus.State.OK; attempt++) {
                    assertThat(attempt).isLessThan(5);
                    clock.forward(MINUTE);
                    first.writer().tidy(clock.millis());
                }
                assertThat(ids(first)).containsExactly(id(1));
            }
        }
    }
}
