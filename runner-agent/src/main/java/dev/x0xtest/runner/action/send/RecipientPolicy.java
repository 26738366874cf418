package dev.x0xtest.runner.action.send;

import dev.x0xtest.runner.ledger.VerifiedPeers;
import dev.x0xtest.wire.AgentId;
import java.util.Set;

/**
 * The agents that a coordinator may make this runner send to. With configured peers: those, and agents verified within
 * the last hour. Without them the daemon decides: it sends to no agent that it does not know, and its error
 * ({@code recipient_undiscovered}, {@code recipient_key_unavailable}) shows the state of a new mesh, which a refusal by
 * the runner would hide. Pure.
 */
public final class RecipientPolicy {
    private final AgentId self;
    private final Set<AgentId> peers;
    private final VerifiedPeers verified;

    public RecipientPolicy(AgentId self, Set<AgentId> peers, VerifiedPeers verified) {
        this.self = self;
        this.peers = peers;
        this.verified = verified;
    }

    public boolean allows(AgentId recipient, long nowNanos) {
        return peers.isEmpty()
                || recipient.equals(self)
                || peers.contains(recipient)
                || verified.seenWithinTheHour(recipient, nowNanos);
    }
}
