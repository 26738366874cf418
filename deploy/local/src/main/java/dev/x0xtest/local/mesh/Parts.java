package dev.x0xtest.local.mesh;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a mesh is made of, in the order of its making; taken down the other way round, each part whatever the others do. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        IllegalStateException failed = new IllegalStateException("the mesh could not be taken down");
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
