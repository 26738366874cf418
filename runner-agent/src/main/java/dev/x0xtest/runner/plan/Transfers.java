package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.plan.Transfer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commands that arrive in parts: one transfer open for each coordinator, nothing kept of parts that were not announced.
 * Pure. Bounded by the number of listed coordinators and the size that a transfer may announce.
 */
final class Transfers {
    private final Map<AgentId, Open> bySender = new HashMap<>();

    private static final class Open {
        private final Transfer.Announcement announced;
        private final SortedMap<Integer, byte[]> parts = new TreeMap<>();

        Open(Transfer.Announcement announced) {
            this.announced = announced;
        }

        Transfer.Missing missing() {
            List<Integer> missing = new ArrayList<>();
            for (int index = 0; index < announced.parts(); index++) {
                if (!parts.containsKey(index)) {
                    missing.add(index);
                }
            }
            return new Transfer.Missing(missing);
        }

        byte[] joined() {
            int length = parts.values().stream().mapToInt(part -> part.length).sum();
            byte[] all = new byte[length];
            int position = 0;
            for (byte[] part : parts.values()) {
                System.arraycopy(part, 0, all, position, part.length);
                position += part.length;
            }
            return all;
        }
    }

    /** Opens a transfer in the place of another one, or finds it open. */
    Transfer.Missing announced(AgentId sender, Transfer.Announcement params) {
        Open open = bySender.get(sender);
        if (open == null || !open.announced.equals(params)) {
            open = new Open(params);
            bySender.put(sender, open);
        }
        return open.missing();
    }

    /**
     * Takes a part; empty if no such transfer is open.
     *
     * @throws IllegalArgumentException if it is not a part of what was announced
     */
    Optional<Transfer.Missing> part(AgentId sender, Transfer.Part params) {
        Open open = find(sender, params.transfer());
        if (open == null) {
            return Optional.empty();
        }
        byte[] data = Base64.getDecoder().decode(params.data());
        if (params.index() >= open.announced.parts() || data.length > Transfer.Announcement.PART_BYTES) {
            throw new IllegalArgumentException("part " + params.index() + " is not one of those announced");
        }
        open.parts.putIfAbsent(params.index(), data);
        return Optional.of(open.missing());
    }

    /**
     * The whole command's JSON, once nothing is missing. What is not what was announced is forgotten.
     *
     * @throws IllegalArgumentException if it is not what was announced
     */
    Optional<byte[]> complete(AgentId sender, String transfer) {
        Open open = find(sender, transfer);
        if (open == null || !open.missing().parts().isEmpty()) {
            return Optional.empty();
        }
        byte[] json = open.joined();
        if (json.length != open.announced.bytes() || !Hex.sha256(json).equals(open.announced.sha256())) {
            bySender.remove(sender);
            throw new IllegalArgumentException("the parts are not what was announced");
        }
        return Optional.of(json);
    }

    private @Nullable Open find(AgentId sender, String transfer) {
        Open open = bySender.get(sender);
        return open != null && open.announced.transfer().equals(transfer) ? open : null;
    }
}
