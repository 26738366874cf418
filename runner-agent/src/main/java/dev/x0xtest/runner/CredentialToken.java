package dev.x0xtest.runner;

import dev.x0xtest.daemon.TokenSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A token that the service manager handed over. It stays the same for as long as this process runs, so a refusal that
 * outlives reading it again is final. Thread-safe.
 */
final class CredentialToken implements TokenSource {
    private final TokenSource snapshot;
    private final CompletableFuture<@Nullable Void> refused = new CompletableFuture<>();

    CredentialToken(TokenSource snapshot) {
        this.snapshot = snapshot;
    }

    /** Completes normally when the daemon has refused the token and there is no other one. */
    CompletableFuture<@Nullable Void> refused() {
        return refused.copy();
    }

    @Override
    public String current() throws TokenException {
        return snapshot.current();
    }

    @Override
    public CompletableFuture<Optional<String>> replacementFor(String token) {
        return snapshot.replacementFor(token).thenApply(other -> {
            if (other.isEmpty()) {
                refused.complete(null);
            }
            return other;
        });
    }

    @Override
    public String toString() {
        return snapshot.toString();
    }

    /** The runner ended because its token was refused. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String where) {
            super("x0xd at " + where + " refuses the token that the service manager handed over: a new start reads it"
                    + " again");
        }
    }
}
