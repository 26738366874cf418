package dev.x0xtest.daemon;

import java.util.Optional;

/** A token source whose token a test can rotate. It counts how often the client asks for a replacement. */
public final class ScriptedTokens implements TokenSource {
    private String cached;
    private String onDisk;
    public int rereads;

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
    public Optional<String> replacementFor(String refused) {
        rereads++;
        cached = onDisk;
        return Optional.of(cached).filter(token -> !token.equals(refused));
    }
}
