package dev.x0xtest.coordinator.report;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds cells of every outcome, with the evidence that leads to it. */
public final class SampleCells {
    private SampleCells() {}

    static RosterEntry ready(NodeLabel node, AgentId id) {
        return new RosterEntry(
                node, id, "b".repeat(64), true, "x0xtest-runner/0.1.0", "0.48.1", RosterEntry.READY, "dm", "raw");
    }

    public static CellReport proven(NodeLabel src, NodeLabel dst, Plane plane) {
        CellReport.Evidence evidence =
                evidence(src, dst, "ok by " + plane.acceptedPath() + " in 3 ms", "saw it", CellReport.Evidence.COVERED);
        return new CellReport(
                src,
                dst,
                CellOutcome.PROVEN,
                null,
                null,
                plane.acceptedPath(),
                Map.of(),
                1,
                3L,
                true,
                0,
                List.of(),
                evidence);
    }

    /** A cell as after a send to a destination whose contacts block the sender. */
    public static CellReport missing(NodeLabel src, NodeLabel dst) {
        return cell(
                src,
                dst,
                CellOutcome.MISSING,
                "acknowledged as raw_quic_acked, never seen",
                null,
                "raw_quic_acked",
                evidence(src, dst, "ok by raw_quic_acked in 3 ms", "did not see it", CellReport.Evidence.COVERED));
    }

    /** A cell as after a send to a destination that the sender's own contacts block. */
    public static CellReport blocked(NodeLabel src, NodeLabel dst) {
        return refused(src, dst, "403 agent is blocked");
    }

    public static CellReport refusedByTimeout(NodeLabel src, NodeLabel dst) {
        return refused(src, dst, "504 timeout");
    }

    public static CellReport refused(NodeLabel src, NodeLabel dst, String code) {
        return cell(
                src,
                dst,
                CellOutcome.REFUSED,
                "the daemon answered " + code,
                code,
                null,
                evidence(src, dst, "error " + code + " after 2 ms", "did not see it", CellReport.Evidence.COVERED));
    }

    public static CellReport unacked(NodeLabel src, NodeLabel dst) {
        return cell(
                src,
                dst,
                CellOutcome.UNACKED,
                "delivered, yet the sender was told 504 timeout",
                "504 timeout",
                null,
                evidence(src, dst, "error 504 timeout after 10012 ms", "saw it", CellReport.Evidence.COVERED));
    }

    public static CellReport unobserved(NodeLabel src, NodeLabel dst) {
        String gap = "7 events were evicted by its daemon";
        return cell(
                src,
                dst,
                CellOutcome.UNOBSERVED,
                "not seen, and the receiver may have missed it: " + gap,
                null,
                "raw_quic_acked",
                evidence(src, dst, "ok by raw_quic_acked in 3 ms", "did not see it", gap));
    }

    public static CellReport unverified(NodeLabel src, NodeLabel dst) {
        return cell(
                src,
                dst,
                CellOutcome.UNOBSERVED,
                "unverified",
                null,
                "raw_quic_acked",
                evidence(src, dst, "ok by raw_quic_acked in 3 ms", "saw it", "its runner gives no coverage"));
    }

    public static CellReport of(NodeLabel src, NodeLabel dst, CellOutcome outcome, @Nullable String reason) {
        return cell(
                src,
                dst,
                outcome,
                reason,
                null,
                "raw_quic_acked",
                evidence(src, dst, "ok by raw_quic_acked in 12345 ms", "saw it", CellReport.Evidence.COVERED));
    }

    private static CellReport cell(
            NodeLabel src,
            NodeLabel dst,
            CellOutcome outcome,
            @Nullable String reason,
            @Nullable String code,
            @Nullable String path,
            CellReport.Evidence evidence) {
        return new CellReport(src, dst, outcome, reason, code, path, Map.of(), 1, 3L, false, 0, List.of(), evidence);
    }

    private static CellReport.Evidence evidence(
            NodeLabel src, NodeLabel dst, String sender, String receiver, String coverage) {
        return new CellReport.Evidence(
                sender, receiver, coverage, "raw", List.of("req-" + src.text() + "-" + dst.text()));
    }
}
