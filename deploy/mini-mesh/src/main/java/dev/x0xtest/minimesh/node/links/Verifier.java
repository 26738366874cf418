package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.identity.AgentCard;
import dev.x0xtest.minimesh.identity.AgentCards;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.Digests;
import dev.x0xtest.minimesh.identity.SigningKey;
import dev.x0xtest.minimesh.transport.IdentityStatement;
import dev.x0xtest.minimesh.transport.LinkFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Verifies signatures and caches the latest results. In a process with many nodes each node receives the same hello,
 * card or flooded message; the cache verifies it once, and the nodes share one copy of a statement. Thread-safe.
 */
public final class Verifier {
    private static final int REMEMBERED = 4_096;

    // each guarded by itself
    private final Map<Bytes, Boolean> results = new Latest<>();
    private final Map<IdentityStatement, Machine> machines = new Latest<>();

    public boolean valid(LinkFrame.Gossip gossip) {
        return valid(gossip.originKey(), signedBytes(gossip.messageId(), gossip.body()), gossip.signature());
    }

    /**
     * The machine of a valid statement; empty if a signature is false. Nodes that hear the same statement share one
     * object: it is 10 kB, and each of N nodes hears it from N others.
     */
    Optional<Machine> machine(IdentityStatement statement) {
        synchronized (machines) {
            Machine known = machines.get(statement);
            if (known != null) {
                return Optional.of(known);
            }
        }
        if (!statement.verifies()) {
            return Optional.empty();
        }
        var fresh = new Machine(statement, statement.machineId(), statement.agentId());
        synchronized (machines) {
            machines.putIfAbsent(statement, fresh);
        }
        return Optional.of(fresh);
    }

    /** Checks a card as {@link AgentCards#verify} does. */
    public void verify(AgentCard card) throws AgentCards.InvalidCardException {
        AgentCards.verify(card, this::valid);
    }

    private boolean valid(Bytes key, byte[] message, Bytes signature) {
        return remembered(
                Digests.sha256(key.array(), message, signature.array()),
                () -> SigningKey.verifies(key, message, signature));
    }

    static byte[] signedBytes(Bytes messageId, Bytes body) {
        byte[] message = new byte[messageId.length() + body.length()];
        System.arraycopy(messageId.array(), 0, message, 0, messageId.length());
        System.arraycopy(body.array(), 0, message, messageId.length(), body.length());
        return message;
    }

    // Two threads may verify the same signature at once. That costs time and does no harm.
    private boolean remembered(Bytes digest, BooleanSupplier check) {
        synchronized (results) {
            Boolean known = results.get(digest);
            if (known != null) {
                return known;
            }
        }
        boolean valid = check.getAsBoolean();
        synchronized (results) {
            results.put(digest, valid);
        }
        return valid;
    }

    /**
     * A machine as a valid statement describes it.
     *
     * @param machineId the hash of the statement's machine key
     * @param agentId the hash of the statement's agent key
     */
    public record Machine(IdentityStatement statement, String machineId, String agentId) {}

    /** Forgets what was used least recently. */
    private static final class Latest<K, T> extends LinkedHashMap<K, T> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, T> eldest) {
            return size() > REMEMBERED;
        }
    }
}
