package dev.x0xtest.coordinator.run.pairs;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.cell.Attempt;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.CellGrid;
import dev.x0xtest.coordinator.run.cell.CellJudge;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecords;
import dev.x0xtest.coordinator.run.find.Discovery;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All cells from untried to decided. A cell is tried as soon as both its ends are ready; a slow node delays only its
 * own cells. An attempt is judged when both the sender's and the receiver's records are there, or when the receiver was
 * asked after the grace. Confined to the run's thread.
 */
public final class Matrix {
    /** Receipts may be lost, and none is sent for an unverified hop: so the receiver is asked early. */
    private static final long EARLY_ASK_NANOS = 400_000_000L;

    private static final long RETRY_NANOS = 1_000_000_000L;

    private final RunConfig config;
    private final Timers timers;
    private final Dispatch dispatch;
    private final Inquiry inquiry;
    private final Discovery discovery;
    private final Outbox outbox;
    private final CellGrid grid;
    private final Map<String, PairAttempt> byRequest = new HashMap<>();
    private final List<NodeState> nodes;
    /** Pairs, by their worst sample. */
    private int decided;

    private int proven;
    private int refuted;
    private int samplesDecided;
    private boolean ending;

    /** All cells untried and queued; a sparse run has no others. */
    public Matrix(
            RunConfig config,
            Roster roster,
            Timers timers,
            Outbox outbox,
            Exchanges exchanges,
            Commands commands,
            Payloads payloads,
            Discovery discovery) {
        this.config = config;
        this.nodes = roster.nodes();
        this.grid = new CellGrid(nodes, config.limits().samples(), config.cells());
        this.timers = timers;
        this.outbox = outbox;
        this.discovery = discovery;
        this.dispatch = new Dispatch(config, roster, exchanges, commands, payloads, this::started, this::answered);
        this.inquiry = new Inquiry(roster, exchanges, commands, timers, this::asked);
        dispatch.schedule(grid.cells());
    }

    /** All cells, pair by pair; the samples of a pair are adjacent. */
    public List<Cell> cells() {
        return grid.cells();
    }

    /** The cells of one pair, one for each sample; none if the run does not measure it. A view, not a copy. */
    public List<Cell> samples(NodeState source, NodeState destination) {
        return grid.samples(source, destination);
    }

    /** Plans try these cells first; the per-pair path leaves them alone. */
    public void leaveToPlan(List<Cell> planned) {
        planned.forEach(Cell::leaveToPlan);
        dispatch.leavePlanned();
    }

    /** Whether every cell is decided. */
    public boolean finished() {
        return samplesDecided == cells().size();
    }

    /** Whether every cell is decided and proven. */
    public boolean allProven() {
        return proven == pairs();
    }

    /** A node became ready, or was given up. */
    public void moved(NodeState node, long nowNanos) {
        if (node.phase() == NodeState.Phase.GIVEN_UP) {
            for (NodeState other : nodes) {
                if (other != node) {
                    samples(node, other).forEach(cell -> notReady(cell, node));
                    samples(other, node).forEach(cell -> notReady(cell, node));
                }
            }
        }
        pump(nowNanos);
    }

    private void pump(long nowNanos) {
        if (!ending) {
            dispatch.pump(nowNanos);
        }
    }

    /** A lost node is back: its cells go on. */
    public void resume(NodeState node, long nowNanos) {
        inquiry.resume(node, nowNanos);
        pump(nowNanos);
    }

    /** The run goes on without this node: decides what the per-pair path has open of it by what is known. */
    public void abandon(NodeState node, long nowNanos) {
        for (NodeState other : nodes) {
            if (other != node) {
                samples(node, other).forEach(cell -> abandon(cell, "source", node, nowNanos));
                samples(other, node).forEach(cell -> abandon(cell, "destination", node, nowNanos));
            }
        }
        pump(nowNanos);
    }

    private void abandon(Cell cell, String end, NodeState node, long nowNanos) {
        if (cell.decided() || cell.planned()) {
            return;
        }
        String reason = end + " lost: nothing heard of " + node.label().text();
        if (cell.attempts().isEmpty()) {
            cell.notRun(reason);
        } else if (cell.last() instanceof PairAttempt last && !last.decided()) {
            judgeOpen(last, reason, nowNanos);
        }
        decide(cell);
    }

    private void notReady(Cell cell, NodeState node) {
        if (!cell.decided() && cell.attempts().isEmpty()) {
            cell.notRun(notReady(cell) + " not ready: " + node.givenUp());
            decide(cell);
        }
    }

    private static String notReady(Cell cell) {
        if (cell.source().phase() != NodeState.Phase.GIVEN_UP) {
            return "destination";
        }
        return cell.destination().phase() == NodeState.Phase.GIVEN_UP ? "both ends" : "source";
    }

    private void started(PairAttempt attempt) {
        byRequest.put(attempt.requestId(), attempt);
    }

    /** The sender's record of an attempt came, or will not come. */
    private void answered(PairAttempt attempt, long nowNanos) {
        settle(attempt, nowNanos);
        pump(nowNanos);
    }

    /** Takes a {@code received_dm} of a verified node. A receipt of another node than the destination is ignored. */
    public void receipt(Result result, AgentId receiver, Channel channel, long nowNanos) {
        PairAttempt attempt = byRequest.get(String.valueOf(result.requestId()));
        if (attempt == null || !receiver.equals(attempt.cell().destination().agentId())) {
            return;
        }
        try {
            ResultDetails.Receipt details = ResultDetails.RECEIPT.decode(result.details());
            attempt.sightings().receipt(details, result.digestMarker(), channel, nowNanos);
            settle(attempt, nowNanos);
        } catch (WireException e) {
            // An unreadable receipt proves nothing; the receiver will be asked.
            outbox.note("unreadable receipt from "
                    + attempt.cell().destination().label().text() + ": " + e.getMessage());
        }
    }

    /** Takes a {@code send_result} that came after its exchange was over, if the attempt is not judged yet. */
    public void lateSenderRecord(Result result, AgentId sender, long nowNanos) {
        PairAttempt attempt = byRequest.get(String.valueOf(result.requestId()));
        if (attempt != null
                && sender.equals(attempt.cell().source().agentId())
                && !attempt.decided()
                && !attempt.senderSpoke()) {
            attempt.senderSaysLate(SenderRecords.of(result), nowNanos);
            settle(attempt, nowNanos);
        }
    }

    private void settle(PairAttempt attempt, long nowNanos) {
        SenderRecord sender = attempt.sender();
        if (attempt.decided() || sender == null) {
            return;
        }
        switch (attempt.receiver(hopNanos())) {
            case INTACT, INTACT_LATE, INTACT_UNVERIFIED_RECEIPT -> judge(attempt, nowNanos);
            case NONE -> {
                if (sender.nothingSent()) {
                    judge(attempt, nowNanos);
                } else {
                    await(attempt, sender, nowNanos);
                }
            }
            case CORRUPT, IMPOSTOR, INTACT_UNTIMED -> await(attempt, sender, nowNanos);
        }
    }

    private void await(PairAttempt attempt, SenderRecord sender, long nowNanos) {
        if (!attempt.startWaiting()) {
            return;
        }
        long grace = config.limits().grace().toNanos();
        if (sender instanceof SenderRecord.NoReport) {
            inquiry.ask(attempt, true, nowNanos);
            return;
        }
        if (EARLY_ASK_NANOS < grace) {
            timers.at(nowNanos + EARLY_ASK_NANOS, now -> inquiry.ask(attempt, false, now));
        }
        timers.at(Math.max(nowNanos + grace, hopOverNanos(attempt)), now -> inquiry.ask(attempt, true, now));
    }

    /** When the hop's deadline is over: before, a hop that was not seen is not missing. */
    private long hopOverNanos(PairAttempt attempt) {
        long sentNanos = attempt.latestSendNanos();
        boolean known = config.limits().lease() != null && sentNanos != Long.MAX_VALUE;
        return known ? sentNanos + hopNanos() : 0;
    }

    /** A question to the receiver ended; after the grace the attempt is judged. */
    private void asked(PairAttempt attempt, boolean last, long nowNanos) {
        if (!attempt.decided() && last) {
            judge(attempt, nowNanos);
        } else {
            settle(attempt, nowNanos);
        }
    }

    /** Judges an attempt; its cell is then tried again or decided. Without a sender's record nothing happens. */
    public void judge(Attempt attempt, long nowNanos) {
        SenderRecord sender = attempt.sender();
        if (sender == null || attempt.decided()) {
            return;
        }
        CellOutcome outcome = judgement(attempt, sender).outcome();
        boolean abandoned = attempt.cell().source().abandoned()
                || attempt.cell().destination().abandoned();
        if (!ending && !abandoned && attempt.number() < tries(outcome, sender)) {
            again(attempt.cell(), nowNanos);
        } else {
            decide(attempt.cell());
        }
    }

    /**
     * How many attempts this outcome allows. A new mesh is no failure: a sender that does not know the recipient yet
     * gets as many attempts as an unobserved cell.
     */
    private int tries(CellOutcome outcome, SenderRecord sender) {
        boolean undiscovered = outcome == CellOutcome.REFUSED
                && sender instanceof SenderRecord.Refused refused
                && refused.undiscovered();
        return switch (outcome.cellClass()) {
            case PROVEN -> 0;
            case REFUTED ->
                undiscovered
                        ? Math.max(
                                config.limits().undecidedAttempts(),
                                config.limits().refutedAttempts())
                        : config.limits().refutedAttempts();
            case UNOBSERVED -> config.limits().undecidedAttempts();
        };
    }

    /** Judges an attempt at the end of a run: its cell is decided, not tried again. */
    public void judgeLast(Attempt attempt) {
        SenderRecord sender = attempt.sender();
        if (sender != null) {
            judgement(attempt, sender);
            decide(attempt.cell());
        }
    }

    private void again(Cell cell, long nowNanos) {
        NodeState destination = cell.destination();
        AgentId id = destination.agentId();
        if (id != null) {
            discovery.askReady(destination, id, nowNanos);
        }
        timers.at(nowNanos + RETRY_NANOS, now -> {
            if (!cell.decided()) {
                dispatch.again(cell);
                pump(now);
            }
        });
    }

    /** The run is ending: no further command is sent, no cell is tried again, and no progress is told. */
    public void tryNoMore() {
        ending = true;
    }

    /** The run is over: decides every open cell by what is known now. {@code when} completes "not tried before …". */
    public void close(String when, long nowNanos) {
        for (Cell cell : cells()) {
            if (!cell.decided() && cell.last() instanceof PairAttempt last && !last.decided()) {
                judgeOpen(last, when, nowNanos);
            } else if (!cell.decided() && cell.last() == null) {
                cell.notRun("not tried before " + when);
            }
            decide(cell);
        }
    }

    private void judgeOpen(PairAttempt last, String reason, long nowNanos) {
        SenderRecord sender = last.sender();
        if (sender == null) {
            sender = SenderRecords.silent(last.exchange(), "no answer from the source before " + reason);
            last.senderSays(sender, nowNanos);
        }
        judgement(last, sender);
    }

    private CellJudge.Judgement judgement(Attempt attempt, SenderRecord sender) {
        CellJudge.Judgement judgement =
                CellJudge.judge(config.plane(), sender, attempt.receiver(hopNanos()), attempt.gap());
        attempt.judged(judgement);
        return judgement;
    }

    private long hopNanos() {
        return config.limits().hop().toNanos();
    }

    private void decide(Cell cell) {
        if (cell.decided()) {
            return;
        }
        cell.decide();
        samplesDecided++;
        List<Cell> pair = samples(cell.source(), cell.destination());
        if (pair.stream().allMatch(Cell::decided)) {
            decided++;
            CellClass worst = worst(pair);
            proven += worst == CellClass.PROVEN ? 1 : 0;
            refuted += worst == CellClass.REFUTED ? 1 : 0;
        }
        if (!ending) {
            outbox.progressed(
                    new RunEffect.Progressed(pairs(), decided, proven, refuted, cells().size(), samplesDecided));
        }
    }

    private int pairs() {
        return cells().size() / config.limits().samples();
    }

    private static CellClass worst(List<Cell> pair) {
        return pair.stream()
                .map(Cell::speaker)
                .map(speaker -> speaker == null ? null : speaker.shows())
                .map(shown -> shown == null ? CellClass.UNOBSERVED : shown)
                .max(Comparator.comparingInt(CellClass::severity))
                .orElse(CellClass.UNOBSERVED);
    }
}
