package dev.x0xtest.daemon;

import org.jspecify.annotations.Nullable;

/** Describes an exception in one line for a log or a person. */
public final class Reasons {
    private Reasons() {}

    public static String of(@Nullable Throwable cause) {
        if (cause == null) {
            return "no reason given";
        }
        String message = cause.getMessage();
        String text = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse(text);
    }
}
