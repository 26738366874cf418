package dev.x0xtest.minimesh.contract.mesh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Gives each daemon of the shared mesh its role, so that cases do not disturb each other. */
public record MeshRoles(DaemonMesh mesh) {
    /** The daemon at which the recorded calls were made. */
    public DaemonNode anchor() {
        return mesh.node(0);
    }

    public DaemonNode peer() {
        return mesh.node(1);
    }

    /** The daemon whose contact entry the recorded calls change. */
    public DaemonNode contact() {
        return mesh.node(2);
    }

    public DaemonNode blocker() {
        return mesh.node(3);
    }

    /** The daemon that {@link #blocker()} has blocked. */
    public DaemonNode blocked() {
        return mesh.node(4);
    }

    /** A daemon that receives no message and subscribes to nothing. */
    public DaemonNode idle() {
        return mesh.node(5);
    }

    /** The flags of a send that may use only the raw path. */
    public static ObjectNode raw() {
        return Json.object()
                .put("prefer_raw_quic_if_connected", true)
                .put("raw_quic_receive_ack_ms", 12_000)
                .put("stop_fallback_on_raw_error", true)
                .put("require_durable_app_ack", false);
    }

    /** The flags of a signed gossip message without the durable acknowledgement. */
    public static ObjectNode gossip() {
        return Json.object().put("require_gossip", true).put("require_durable_app_ack", false);
    }

    /** No flags: the daemon's default, which is durable. */
    public static ObjectNode durable() {
        return Json.object();
    }

    /** Returns a payload that no other case sends. */
    public static byte[] payload(String label) {
        return ("x0xtest|hop|" + UUID.randomUUID() + "|contract||" + label).getBytes(StandardCharsets.UTF_8);
    }
}
