package dev.x0xtest.coordinator.explain;

import dev.x0xtest.coordinator.explain.PairEvent.At;
import dev.x0xtest.coordinator.explain.PairEvent.Kind;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.RunReport;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of a pair in the reports of both runners of one epoch. */
final class LedgerEvents {
    private final AgentId source;
    private final AgentId destination;
    private final GoTimes times;
    private final Consumer<PairEvent> out;

    LedgerEvents(AgentId source, AgentId destination, GoTimes times, Consumer<PairEvent> out) {
        this.source = source;
        this.destination = destination;
        this.times = times;
        this.out = out;
    }

    /** What the source did; the indexes are those of the epoch's plans. */
    void row(RunReport report, int from, int to) {
        for (RunReport.RowEntry entry : report.row()) {
            if (entry.to() == to) {
                attempt(report, entry, from);
            }
        }
        snapshots(report, source, At.SOURCE, to);
    }

    private void attempt(RunReport report, RunReport.RowEntry entry, int from) {
        if (entry.state().equals(RunReport.RowEntry.NOT_ATTEMPTED)) {
            GoTimes.Moment due = times.at(source, report.run(), entry.dueMs());
            String why = Phrases.clean(String.valueOf(entry.code()));
            add(due, At.SOURCE, Kind.NOT_ATTEMPTED, "", sample(entry.sample()) + "did not send it: " + why);
            return;
        }
        String id = new HopId(report.run(), from, entry.to(), entry.sample(), entry.attempt()).text();
        GoTimes.Moment sent = times.at(source, report.run(), entry.dueMs() + entry.lateMs());
        String due = String.format(
                Locale.ROOT,
                "%sattempt %d, due at go +%.3f s, %d ms late",
                sample(entry.sample()),
                entry.attempt(),
                entry.dueMs() / 1e3,
                entry.lateMs());
        add(sent, At.SOURCE, Kind.ATTEMPT, id, due);
        if (entry.state().equals(RunReport.RowEntry.UNKNOWN)) {
            add(sent, At.SOURCE, Kind.ANSWER, id, "what x0xd answered never became known");
            return;
        }
        GoTimes.Moment answered = times.at(source, report.run(), entry.dueMs() + entry.tookMs());
        long took = Math.max(0, entry.tookMs() - entry.lateMs());
        add(answered, At.SOURCE, Kind.ANSWER, id, Phrases.answer(entry) + ", in " + took + " ms");
    }

    /** Samples are told apart only where there are several. */
    private static String sample(int sample) {
        return sample == 0 ? "" : "sample " + (sample + 1) + ": ";
    }

    /** What the destination saw. */
    void column(RunReport report, int from, int to) {
        for (RunReport.ColumnEntry entry : report.column()) {
            if (entry.from() == from) {
                GoTimes.Moment seen = times.at(destination, report.run(), entry.seenMs());
                String more = entry.count() > 1 ? ", " + entry.count() + " times" : "";
                String who = entry.sender() == null ? "" : ", from " + Phrases.clean(entry.sender());
                String verified = entry.verified() ? "" : ", sender not verified";
                String text = sample(entry.sample()) + "attempt " + entry.attempt() + " seen "
                        + Phrases.clean(entry.what()) + more + who + verified + ", " + Phrases.clean(entry.source());
                String id = new HopId(report.run(), from, to, entry.sample(), entry.attempt()).text();
                add(seen, At.DESTINATION, Kind.SIGHTING, id, text);
            }
        }
        RunReport.History history = report.history();
        if (history != null) {
            history.found().stream().filter(one -> one.from() == from).forEach(one -> found(report.run(), one, to));
        }
        snapshots(report, destination, At.DESTINATION, from);
    }

    private void found(String run, RunReport.Found found, int to) {
        Long byMs = found.byMs();
        GoTimes.Moment when = times.at(destination, run, byMs == null ? 0 : byMs);
        String id = new HopId(run, found.from(), to, found.sample(), found.attempt()).text();
        add(
                when,
                At.DESTINATION,
                Kind.SIGHTING,
                id,
                "attempt " + found.attempt() + " found in the history of x0xd: it had arrived by then");
    }

    private void snapshots(RunReport report, AgentId runner, At at, int other) {
        if (report.snapshots() == null) {
            return;
        }
        for (Evidence.Snapshot shot : report.snapshots()) {
            if (shot.to() == other) {
                String text = "x0xd's view of the other end:" + part("connected", shot.connected())
                        + part("link", shot.link()) + part("last received ms ago", shot.lastReceivedAgoMs())
                        + part("rtt ms", shot.rttMs()) + part("closed", shot.closeReason());
                GoTimes.Moment when = times.at(runner, report.run(), shot.atMs());
                add(when, at, Kind.SNAPSHOT, "", text);
            }
        }
    }

    private static String part(String name, @Nullable Object value) {
        return value == null ? "" : " " + name + " " + Phrases.clean(Objects.toString(value));
    }

    private void add(GoTimes.Moment when, At at, Kind kind, String id, String text) {
        out.accept(new PairEvent(when.tUs(), when.boundUs(), at, kind, id, text));
    }
}
