package dev.x0xtest.serve.history.spool;

import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.SampleModel;
import dev.x0xtest.serve.history.SampleRun;
import dev.x0xtest.serve.history.database.Database;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.database.StoreLock;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that writes a history until somebody kills it. Says {@code at} before each step and {@code kept RUN} once a run
 * is kept. Arguments: the directory, the number of the first run, and how often the database is away at first.
 */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        long run = Long.parseLong(arguments[1]);
        AtomicInteger away = new AtomicInteger(Integer.parseInt(arguments[2]));
        DatabaseUrl url = DatabaseUrl.ofFile(directory.resolve("history.db"));
        FakeClock clock = new FakeClock();
        clock.forward(run * 600_000);
        say("at lock");
        SpoolingWriter writer = new SpoolingWriter(
                url,
                StoreLock.take(url),
                Spool.open(directory.resolve("state/spool"), 1_000, 100_000_000),
                () -> {
                    if (away.getAndDecrement() > 0) {
                        throw new HistoryException(HistoryException.Kind.AWAY, "away", null);
                    }
                    say("at open");
                    return Database.open(url, History.nativeDirectory(directory.resolve("state")));
                },
                Retention.STANDARD,
                clock);
        if (away.get() == 0) {
            writer.start();
        }
        for (; ; run++) {
            String id = SampleRun.id(run);
            say("at began");
            writer.began(SampleRun.SCOPE, RunKind.FULL, "every", id, clock.millis());
            clock.forward(600_000);
            say("at keep");
            Incident incident = SampleModel.incident("i" + run % 5, Incident.State.OPEN, clock.millis(), null);
            writer.keep(
                    SampleRun.of("a", "b", "c", "d", "e", "f").ended(id, clock.millis()),
                    List.of(incident),
                    List.of(SampleModel.delivery("hook", "a" + run, 0, clock.millis())));
            say("kept " + id);
            say("at tidy");
            writer.tidy(clock.millis());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
