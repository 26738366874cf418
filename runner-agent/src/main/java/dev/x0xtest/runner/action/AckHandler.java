package dev.x0xtest.runner.action;

import dev.x0xtest.runner.ledger.SightingLedger;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.Sighting;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The action {@code noop_ack}: returns the sightings that were asked for and, if one is missing, the stream's coverage
 * after a self-DM. It always answers within 5 s, with what is known by then.
 */
public final class AckHandler implements ActionHandler<NoopAck.Params, NoopAck.Details> {
    private final EventLoop loop;
    private final SightingLedger ledger;
    private final CoverageProbe coverage;

    public AckHandler(EventLoop loop, SightingLedger ledger, CoverageProbe coverage) {
        this.loop = loop;
        this.ledger = ledger;
        this.coverage = coverage;
    }

    @Override
    public CompletableFuture<ActionHandler.Reply<NoopAck.Details>> handle(
            NoopAck.Params params, ActionHandler.Context context) {
        List<String> ids = params.sightings();
        boolean missing = !ids.stream().allMatch(ledger::has);
        return coverage.read(missing)
                .thenApply(known ->
                        ActionHandler.Reply.ok(new NoopAck.Details(known.attachment(), seen(ids), known.selfDm())));
    }

    private List<Sighting> seen(List<String> ids) {
        long nowNanos = loop.ticker().nanoTime();
        return ids.stream()
                .distinct()
                .flatMap(id -> ledger.find(id, nowNanos).stream())
                .toList();
    }
}
