package dev.x0xtest.runner.ledger;

import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.runner.gate.RateLimiter;
import dev.x0xtest.wire.AgentId;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides whether a hop gets a receipt to the anchor that it names. A receipt is the one message that a stranger could
 * make this runner send to a third agent, so the policy is strict. A legacy message names no anchor and is recorded
 * only. Pure.
 */
public final class ReceiptPolicy {
    private static final long ACTIVE_NANOS = 600_000_000_000L;
    private static final int PER_SENDER_PER_MINUTE = 240;
    /** Enough to show duplicates to the coordinator, and a bound for a flood of them. */
    private static final int RECEIPTS_PER_HOP = 3;

    private static final int PER_ANCHOR_PER_MINUTE = 3000;

    private final Authority authority;
    private final RateLimiter bySender = new RateLimiter(PER_SENDER_PER_MINUTE);
    private final RateLimiter byAnchor = new RateLimiter(PER_ANCHOR_PER_MINUTE);
    private final Map<AgentId, Long> lastCommandNanos = new HashMap<>();

    public ReceiptPolicy(Authority authority) {
        this.authority = authority;
    }

    /** The decision and its reason. */
    public enum Decision {
        SEND,
        NOT_A_COORDINATOR,
        COORDINATOR_IDLE,
        UNVERIFIED,
        HISTORY,
        DUPLICATE,
        TOO_MANY
    }

    /** A command of this coordinator was accepted. */
    public void commandAccepted(AgentId coordinator, long nowNanos) {
        lastCommandNanos.put(coordinator, nowNanos);
    }

    /**
     * Decides about one hop.
     *
     * @param anchor the hop's anchor field
     * @param nth the result of {@link SightingLedger#record}
     */
    public Decision decide(String anchor, SightingLedger.Arrival hop, int nth, long nowNanos) {
        AgentId named = AgentId.parse(anchor).orElse(null);
        if (named == null || !authority.lists(named)) {
            return Decision.NOT_A_COORDINATOR;
        }
        Long lastNanos = lastCommandNanos.get(named);
        if (lastNanos == null || nowNanos - lastNanos > ACTIVE_NANOS) {
            return Decision.COORDINATOR_IDLE;
        }
        if (hop.history()) {
            return Decision.HISTORY;
        }
        if (!hop.verified()) {
            return Decision.UNVERIFIED;
        }
        if (nth < 1 || nth > RECEIPTS_PER_HOP) {
            return Decision.DUPLICATE;
        }
        boolean allowed = bySender.tryAcquire(hop.sender(), nowNanos) && byAnchor.tryAcquire(named, nowNanos);
        return allowed ? Decision.SEND : Decision.TOO_MANY;
    }
}
