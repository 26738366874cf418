package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.Digests;
import dev.x0xtest.minimesh.identity.SigningKey;
import dev.x0xtest.minimesh.transport.IdentityStatement;
import dev.x0xtest.minimesh.transport.LinkFrame;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Verifies signatures and caches the latest results. In a process with many nodes each node receives the same flooded
 * message; the cache verifies it once. Thread-safe.
 */
public final class Verifier {
    private static final int REMEMBERED = 4_096;

    // guarded by itself
    private final Map<Bytes, Boolean> results = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    public boolean valid(LinkFrame.Gossip gossip) {
        byte[] message = signedBytes(gossip.messageId(), gossip.body());
        return remembered(
                Digests.sha256(
                        gossip.originKey().array(), message, gossip.signature().array()),
                () -> SigningKey.verifies(gossip.originKey(), message, gossip.signature()));
    }

    boolean valid(IdentityStatement statement) {
        Bytes digest = Digests.sha256(
                statement.networkId().getBytes(StandardCharsets.UTF_8),
                statement.address().getBytes(StandardCharsets.UTF_8),
                Long.toString(statement.createdAtMs()).getBytes(StandardCharsets.UTF_8),
                statement.agentKey().array(),
                statement.machineKey().array(),
                statement.agentSignature().array(),
                statement.machineSignature().array());
        return remembered(digest, statement::verifies);
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
}
