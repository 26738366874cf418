package dev.x0xtest.coordinator;

import java.util.List;

/**
 * Subcommands that another jar adds to this program. {@link java.util.ServiceLoader} finds them, so the coordinator does
 * not know who adds them, and starts as fast without them.
 */
public interface Subcommands {
    /** Classes with picocli's annotation. */
    List<Class<?>> commands();
}
