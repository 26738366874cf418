package dev.x0xtest.serve.history.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.serve.history.SampleModel;
import dev.x0xtest.serve.history.SampleRun;
import dev.x0xtest.serve.history.line.EntryJson;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.record.RunFigures;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries as lines, as the spool and an export have them. */
class EntryJsonTest {
    static List<Entry> entries() {
        Incident incident = SampleModel.incident("i1", Incident.State.CLEARED, 5, 9L);
        return List.of(
                new Entry.Began(SampleRun.SCOPE, RunKind.ROTATION, "every", SampleRun.id(1), 5),
                new Entry.Ended(
                        RunFigures.of(SampleRun.of("a", "b", "c")
                                .with("a", "b", CellOutcome.REFUSED)
                                .ended(SampleRun.id(1), 20_000)),
                        List.of(incident),
                        List.of(SampleModel.delivery("hook", "a1", 1, 7))),
                new Entry.Skipped(SampleModel.tick(5, 9)),
                new Entry.Changed(List.of(incident), List.of()),
                new Entry.Delivered("hook", "a1"),
                new Entry.Postponed(SampleModel.delivery("hook", "a1", 2, 8)),
                new Entry.Ordered(SampleModel.order("o1", 5, Long.MAX_VALUE)),
                new Entry.Dropped(SampleRun.id(1)),
                new Entry.Withdrawn("o1", 6),
                new Entry.Audited(5, "anna", "silence", "a>b", "known \n \u0007"));
    }

    @Test
    void everyEntryComesBackFromOneLine() {
        for (Entry entry : entries()) {
            String line = EntryJson.line(entry);
            assertThat(line).doesNotContain("\n");
            assertThat(EntryJson.entry(line)).usingRecursiveComparison().isEqualTo(entry);
        }
    }
}
