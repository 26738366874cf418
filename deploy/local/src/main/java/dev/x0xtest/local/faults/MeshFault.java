package dev.x0xtest.local.faults;

import dev.x0xtest.wire.NodeLabel;
import org.jspecify.annotations.Nullable;

/**
 * A fault that holds.
 *
 * @param id {@code f1}, {@code f2} and so on
 * @param node that has it, or the sender
 * @param to the other node; null exactly where the kind is about one
 * @param sinceMs ms since 1970
 */
public record MeshFault(
        String id, FaultKind kind, NodeLabel node, @Nullable NodeLabel to, long sinceMs) {
    /** In words: {@code helsinki blocks sfo}. */
    public String text() {
        return node.text() + " " + kind.verb() + (to == null ? "" : " " + to.text());
    }

    boolean same(FaultKind other, NodeLabel first, @Nullable NodeLabel second) {
        return kind == other && node.equals(first) && (to == null ? second == null : to.equals(second));
    }
}
