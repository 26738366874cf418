package dev.x0xtest.minimesh.contract.recorded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lists the fields in which a live answer may differ from the recorded one. Paths are JSON pointers; {@code *} stands
 * for an element of a list or of a map of ids. All fields that are not listed must be equal.
 */
public final class MayDiffer {
    /** Measured values. Any number or boolean of the same type is allowed. */
    private static final Set<String> MEASURED = Set.of(
            "/uptime_secs",
            "/avg_rtt_ms",
            "/require_ack/rtt_ms",
            "/ack_wait_ms",
            "/elapsed_ms",
            "/publish_ms",
            "/strict_gate_ms",
            "/last_ack_publish_ms",
            "/card/dm_capabilities/kem_public_key/*");

    /** Values that depend on the network interfaces of the machine. */
    private static final Set<String> OF_THE_MACHINE = Set.of("/has_global_address", "/external_addrs");

    /** Values that are null until the daemon knows them. */
    private static final Set<String> KNOWN_OR_NULL = Set.of("/last_ack_publish_ms", "/contacts/*/last_seen");

    /** Fields that an answer may lack. */
    private static final Set<String> OPTIONAL =
            Set.of("/observed_ack_ingress", "/last_durable_send", "/last_ack_publish_ms");

    /** Fields with one of a closed set of words. */
    private static final Map<String, Pattern> WORDS = Map.of(
            "/observed_ack_ingress", Pattern.compile("direct_typed|subscription"),
            "/contacts/*/trust_level", Pattern.compile("blocked|unknown|known|trusted"),
            "/peers/*/link", Pattern.compile("healthy|degraded"),
            "/nat_type", Pattern.compile("FullCone|None|Unknown"));

    /** Maps whose keys depend on the traffic so far. */
    private static final Set<String> OPEN_MAPS = Set.of("/inbound_by_topic", "/inbound_by_topic/*");

    private final boolean shapeOnly;

    private MayDiffer(boolean shapeOnly) {
        this.shapeOnly = shapeOnly;
    }

    /** Compares values too, except for the listed fields. */
    public static MayDiffer listed() {
        return new MayDiffer(false);
    }

    /** Compares only keys and types, for the counters and states of a running daemon. */
    public static MayDiffer anyValue() {
        return new MayDiffer(true);
    }

    public static List<String> diagnostics() {
        return List.of(
                "diagnostics dm",
                "diagnostics gossip",
                "diagnostics connectivity",
                "diagnostics transport",
                "diagnostics ack");
    }

    boolean keys(String path) {
        return OPEN_MAPS.contains(path);
    }

    boolean value(String path) {
        return shapeOnly || MEASURED.contains(path) || OF_THE_MACHINE.contains(path);
    }

    boolean orNull(String path) {
        return shapeOnly || KNOWN_OR_NULL.contains(path);
    }

    boolean optional(String path) {
        return OPTIONAL.contains(path);
    }

    boolean length(String path) {
        return shapeOnly || OF_THE_MACHINE.contains(path);
    }

    boolean text(String path, String live) {
        Pattern words = WORDS.get(path);
        return shapeOnly || (words != null && words.matcher(live).matches());
    }
}
