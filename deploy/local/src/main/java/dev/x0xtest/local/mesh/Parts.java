package dev.x0xtest.local.mesh;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The parts of a mesh. Closes them in reverse order of creation; a part that fails does not keep others from closing.
 */
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
