package dev.x0xtest.daemon;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What is inside a failure, and what a log or a person is told of it. */
public final class Causes {
    private static final int LONGEST = 256;

    private Causes() {}

    /** Without the wrappers that a future puts around a failure. */
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

    /** The deepest cause. */
    public static Throwable root(Throwable failure) {
        Throwable deepest = failure;
        Throwable cause = deepest.getCause();
        while (cause != null && cause != deepest) {
            deepest = cause;
            cause = deepest.getCause();
        }
        return deepest;
    }

    /** One line of at most 256 characters: a message may quote what a stranger sent. */
    public static String text(@Nullable Throwable failure) {
        if (failure == null) {
            return "no reason given";
        }
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        String line = text.lines().findFirst().orElse(text);
        String head = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return head.replaceAll("\\p{Cntrl}", "?");
    }
}
