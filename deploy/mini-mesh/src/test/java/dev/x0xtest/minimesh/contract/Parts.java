package dev.x0xtest.minimesh.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Who plays which part in the shared mesh, so that cases do not get in each other's way. */
record Parts(DaemonMesh mesh) {
    /** Where the recorded calls were made. */
    DaemonNode anchor() {
        return mesh.node(0);
    }

    DaemonNode peer() {
        return mesh.node(1);
    }

    /** The one whose contact entry the recorded calls change. */
    DaemonNode contact() {
        return mesh.node(2);
    }

    DaemonNode blocker() {
        return mesh.node(3);
    }

    /** The one that {@link #blocker()} has blocked. */
    DaemonNode blocked() {
        return mesh.node(4);
    }

    /** Nobody writes to it, and it subscribes to nothing. */
    DaemonNode idle() {
        return mesh.node(5);
    }

    /** The flags of a send that is to go over the raw path and no other. */
    static ObjectNode raw() {
        return Json.object()
                .put("prefer_raw_quic_if_connected", true)
                .put("raw_quic_receive_ack_ms", 12_000)
                .put("stop_fallback_on_raw_error", true)
                .put("require_durable_app_ack", false);
    }

    /** The flags of a signed gossip message without the durable acknowledgement. */
    static ObjectNode gossip() {
        return Json.object().put("require_gossip", true).put("require_durable_app_ack", false);
    }

    /** No flags: what the daemon does when it is told nothing. */
    static ObjectNode durable() {
        return Json.object();
    }

    /** A payload that no other case sends. */
    static byte[] payload(String label) {
        return ("x0xtest|hop|" + UUID.randomUUID() + "|contract||" + label).getBytes(StandardCharsets.UTF_8);
    }
}
