package dev.x0xtest.coordinator.explain;

import dev.x0xtest.coordinator.explain.PairEvent.At;
import dev.x0xtest.coordinator.explain.PairEvent.Kind;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.run.messages.MessageListener;
import dev.x0xtest.coordinator.run.messages.PlanRoster;
import dev.x0xtest.coordinator.run.messages.SentCommand;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what happened to one pair from the messages of its run. */
public final class Explainer implements MessageListener {
    private static final int MOST_COLLECTED = 20_000;
    private static final Set<String> UNASKED =
            Set.of(ResultKinds.DISCOVER_REPLY, ResultKinds.RUNNER_READY, PlanActions.PROGRESS, "report");

    /** What a stream does on the way to these is of no interest. */
    private static final Set<String> TOLD = Set.of("open", "backing_off", "closed");

    private final Report report;
    private final NodeLabel src;
    private final NodeLabel dst;
    private final @Nullable AgentId source;
    private final @Nullable AgentId destination;
    private final GoTimes times = new GoTimes();
    private final List<PairEvent> events = new ArrayList<>();
    private final PairHops hops = new PairHops(this::add);
    private final Map<String, PlanRoster> plans = new LinkedHashMap<>();
    private final Map<String, RunReport> reports = new HashMap<>();
    private final Map<String, String> goOf = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private long firstNanos = Long.MIN_VALUE;
    private long lastUs;
    private int dropped;

    /**
     * A pair of a run.
     *
     * @param report of that run
     * @param src in its roster
     * @param dst another node in its roster
     */
    public Explainer(Report report, NodeLabel src, NodeLabel dst) {
        this.report = report;
        this.src = src;
        this.dst = dst;
        this.source = report.entry(src).map(RosterEntry::agentId).orElse(null);
        this.destination = report.entry(dst).map(RosterEntry::agentId).orElse(null);
    }

    private long us(long nanos) {
        firstNanos = firstNanos == Long.MIN_VALUE ? nanos : firstNanos;
        lastUs = Math.max(0, (nanos - firstNanos) / 1_000);
        return lastUs;
    }

    private void add(PairEvent event) {
        if (events.size() < MOST_COLLECTED) {
            events.add(event);
        } else {
            dropped++;
        }
    }

    private void here(long tUs, Kind kind, String id, String text) {
        add(new PairEvent(tUs, 0, At.COORDINATOR, kind, id, text));
    }

    @Override
    public void commanded(SentCommand sent) {
        long tUs = us(sent.nanos());
        PlanRoster plan = sent.plan();
        if (plan != null) {
            plans.putIfAbsent(plan.run(), plan);
        }
        boolean toSource = sent.isFor(source, src.text());
        boolean toDestination = sent.isFor(destination, dst.text());
        if ((toSource || toDestination) && concerns(sent, toSource, toDestination)) {
            String id = sent.command().commandId();
            shown.add(id);
            String action = sent.command().action();
            String whom = toSource && toDestination ? "every node" : (toSource ? src : dst).text();
            here(tUs, Kind.COMMAND, id, Phrases.command(action, whom, dst.text(), sent.times()));
            if (action.equals(Actions.SEND_DM.name())) {
                hops.commanded(id, tUs);
            } else if (action.equals(PlanActions.GO.name()) && sent.to() != null) {
                String run = sent.command().params().path("run").asText();
                goOf.put(id, run);
                times.sent(sent.to(), run, tUs);
            }
        }
    }

    /** Hops of other pairs, and questions about them, are other pairs' messages. */
    private boolean concerns(SentCommand sent, boolean toSource, boolean toDestination) {
        String action = sent.command().action();
        if (action.equals(Actions.SEND_DM.name())) {
            String recipient = sent.command().params().path("recipient_aid").asText();
            return toSource && destination != null && recipient.equals(destination.hex());
        }
        var asked = sent.command().params().path("sightings");
        if (action.equals(Actions.NOOP_ACK.name()) && !asked.isEmpty()) {
            boolean ours = false;
            for (var id : asked) {
                ours |= hops.has(id.asText());
            }
            return toDestination && ours;
        }
        return true;
    }

    @Override
    public void refused(SentCommand command, String code, @Nullable String detail, long nanos) {
        long tUs = us(nanos);
        String id = command.command().commandId();
        if (shown.contains(id)) {
            String why = Phrases.clean(code)
                    + (detail == null || detail.isBlank() ? "" : " (" + Phrases.clean(detail) + ")");
            String what = command.command().action();
            here(tUs, Kind.COMMAND_REFUSED, id, "the anchor's x0xd did not send the " + what + ": " + why);
        }
    }

    @Override
    public void answered(Result result, AgentId sender, Channel channel, long nanos) {
        long tUs = us(nanos);
        if (!sender.equals(source) && !sender.equals(destination)) {
            return;
        }
        String id = String.valueOf(result.requestId());
        boolean hop = hops.has(id);
        boolean receipt = result.kind().equals(ResultKinds.RECEIVED_DM);
        if (receipt ? !hop || !sender.equals(destination) : !shown.contains(id) && !UNASKED.contains(result.kind())) {
            return;
        }
        NodeLabel node = sender.equals(source) ? src : dst;
        String by = channel == Channel.PUBSUB ? " (by topic)" : "";
        here(tUs, Kind.RESULT, id, Phrases.result(result, node.text()) + by);
        if (receipt) {
            hops.receipt(id, result, tUs);
        } else if (hop) {
            hops.sent(id, result, tUs);
        } else if (result.kind().equals(ResultKinds.ACK) && sender.equals(destination)) {
            hops.asked(result, tUs);
        } else if (!(result.outcome() instanceof Outcome.Failed)) {
            ofPlan(result, sender, id, tUs);
        }
    }

    private void ofPlan(Result result, AgentId sender, String id, long tUs) {
        String run = goOf.get(id);
        if (run != null) {
            times.known(sender, run, tUs);
        } else if (result.kind().equals(PlanActions.REPORT.resultKind())) {
            try {
                RunReport known = PlanActions.REPORT.details().decode(result.details());
                times.known(sender, known.run(), tUs);
                reports.put(known.run() + sender.hex(), known);
            } catch (WireException e) {
                // The judge could not read it either.
            }
        } else if (result.kind().equals(PlanActions.PROGRESS)) {
            times.known(sender, result.details().path("run").asText(), tUs);
        }
    }

    @Override
    public void unread(RunEvent.FrameSeen frame, long nanos) {
        long tUs = us(nanos);
        boolean ofSource = source != null && frame.sender().equals(source.hex());
        if (ofSource || (destination != null && frame.sender().equals(destination.hex()))) {
            String why = frame.verified() ? "cannot be read" : "is not verified by the anchor's x0xd";
            here(tUs, Kind.RESULT, "", "a message of " + (ofSource ? src : dst).text() + " " + why + ": ignored");
        }
    }

    @Override
    public void happened(RunEvent event, long nanos) {
        long tUs = us(nanos);
        if (event instanceof RunEvent.Started started) {
            here(tUs, Kind.ANCHOR, "", "the anchor answers: x0xd " + Phrases.clean(started.x0xd()));
        } else if (event instanceof RunEvent.StreamMoved moved && TOLD.contains(moved.state())) {
            String why = moved.reason().isEmpty() ? "" : ": " + Phrases.clean(moved.reason());
            here(
                    tUs,
                    Kind.ANCHOR,
                    "",
                    "the anchor's " + Phrases.clean(moved.stream()) + " stream is " + Phrases.clean(moved.state())
                            + why);
        } else if (event instanceof RunEvent.Resumed) {
            here(tUs, Kind.ANCHOR, "", "another process goes on with the run");
        } else if (event instanceof RunEvent.Stopped stopped) {
            here(tUs, Kind.STOPPED, "", "the run is to end: " + Phrases.clean(stopped.reason()));
        }
    }

    /** What happened, once the replay is over. */
    public Explanation explanation() {
        if (source != null && destination != null) {
            LedgerEvents ledgers = new LedgerEvents(source, destination, times, this::add);
            for (PlanRoster plan : plans.values()) {
                int from = plan.of(source);
                int to = plan.of(destination);
                RunReport row = reports.get(plan.run() + source.hex());
                RunReport column = reports.get(plan.run() + destination.hex());
                if (row != null && to >= 0) {
                    ledgers.row(row, from, to);
                }
                if (column != null && from >= 0) {
                    ledgers.column(column, from, to);
                }
            }
        }
        events.sort(Comparator.comparingLong(PairEvent::tUs));
        CellReport cell = report.cells().stream()
                .filter(one -> one.src().equals(src) && one.dst().equals(dst))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every pair has a cell"));
        Trim trim = Trim.of(events);
        List<PairEvent> kept = new ArrayList<>(trim.events());
        String reason = cell.reason() == null ? "" : ": " + Phrases.clean(cell.reason());
        kept.add(new PairEvent(lastUs, 0, At.COORDINATOR, Kind.OUTCOME, "", Phrases.clean(cell.title()) + reason));
        return new Explanation(
                report.runId(),
                src,
                dst,
                cell.title(),
                why(cell.evidence()),
                kept,
                trim.renewals(),
                trim.others() + dropped);
    }

    private static List<String> why(CellReport.Evidence evidence) {
        return Stream.of(
                        line("source", evidence.sender()),
                        line("destination", evidence.receiver()),
                        line("coverage", evidence.coverage()),
                        line("commands", evidence.control()))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String line(String who, String said) {
        return said.isEmpty() ? "" : who + ": " + Phrases.clean(said);
    }
}
