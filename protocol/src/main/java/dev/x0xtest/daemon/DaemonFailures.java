package dev.x0xtest.daemon;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What is inside a failed future. */
public final class DaemonFailures {
    private DaemonFailures() {}

    /** Without the wrappers that {@code CompletableFuture} puts around a failure. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable current = failure;
        while (current instanceof CompletionException || current instanceof ExecutionException) {
            Throwable cause = current.getCause();
            if (cause == null) {
                return current;
            }
            current = cause;
        }
        return current;
    }
}
