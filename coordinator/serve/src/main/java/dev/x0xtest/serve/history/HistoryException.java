package dev.x0xtest.serve.history;

import org.jspecify.annotations.Nullable;

/** The history cannot be read or written. The message is one line for people. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is to be done about it. */
    public enum Kind {
        /** The database cannot be reached, is locked, or its disk is full: try again later. */
        AWAY,
        /** The file is no database any more. */
        DAMAGED,
        /** A defect of ours, or a limit of the database: trying again does not help. */
        DEFECT
    }

    public HistoryException(String message, Throwable cause) {
        this(Kind.DEFECT, message, cause);
    }

    public HistoryException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
