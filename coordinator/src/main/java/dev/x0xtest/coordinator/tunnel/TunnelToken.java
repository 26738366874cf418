package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.daemon.TokenException;
import dev.x0xtest.daemon.TokenSource;
import java.util.Optional;

/** A token that is shown to nobody while our ssh does not hold the port: somebody else might. */
record TunnelToken(TokenSource token, SshTunnel tunnel) implements TokenSource {

    @Override
    public String current() throws TokenException {
        if (!tunnel.isOpen()) {
            throw new TokenException("the ssh tunnel is down", null);
        }
        return token.current();
    }

    @Override
    public Optional<String> replacementFor(String refused) {
        return token.replacementFor(refused);
    }
}
