package dev.x0xtest.runner.transfer;

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
 * Commands that arrive in parts. Each coordinator has one open transfer; parts without an announcement are refused. The
 * number of listed coordinators and the announced size bound it. Pure.
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

    /** Opens a transfer in place of the previous one, or continues an open one with the same announcement. */
    Transfer.Missing announced(AgentId sender, Transfer.Announcement params) {
        Open open = bySender.get(sender);
        if (open == null || !open.announced.equals(params)) {
            open = new Open(params);
            bySender.put(sender, open);
        }
        return open.missing();
    }

    /**
     * Stores a part; empty if no such transfer is open.
     *
     * @throws IllegalArgumentException if the part does not fit the announcement
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
     * The whole command's JSON if no part is missing. A transfer that does not match its announcement is removed.
     *
     * @throws IllegalArgumentException if length or digest is not as announced
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
