package dev.x0xtest.daemon;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A token source whose token a test can rotate. It counts how often the client asks for a replacement. */
public final class ScriptedTokens implements TokenSource {
    private String cached;
    private String onDisk;
    public int rereads;
    private CompletableFuture<@Nullable Void> gate = CompletableFuture.completedFuture(null);

    public ScriptedTokens(String token) {
        this.cached = token;
        this.onDisk = token;
    }

    public void rotate(String token) {
        onDisk = token;
    }

    @Override
    public String current() {
        return cached;
    }

    @Override
    public CompletableFuture<Optional<String>> replacementFor(String refused) {
        rereads++;
        return gate.thenApply(open -> {
            cached = onDisk;
            return Optional.of(cached).filter(token -> !token.equals(refused));
        });
    }

    /** From now on a read of the token waits for {@link #answerReads}. */
    public void holdReads() {
        gate = new CompletableFuture<>();
    }

    public void answerReads() {
        gate.complete(null);
    }
}
