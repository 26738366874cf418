package dev.x0xtest.runner.action.send;

import dev.x0xtest.runner.ledger.VerifiedPeers;
import dev.x0xtest.wire.AgentId;
import java.util.Set;

/**
 * To whom a coordinator may have this runner send. With a list of peers: to them and to whoever was seen verified within
 * the hour. Without one the daemon decides: it sends to nobody it does not know, and its own answer ({@code
 * recipient_undiscovered}, {@code recipient_key_unavailable}) is the truth about a fresh mesh, which a refusal by the
 * runner would hide. Pure.
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
