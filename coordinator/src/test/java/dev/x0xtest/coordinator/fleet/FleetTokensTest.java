package dev.x0xtest.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.tunnel.SshTarget;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a token is read again from its place when the daemon refuses it. The host is a script on this machine. */
class FleetTokensTest {
    @TempDir
    private Path folder = Path.of("");

    private TokenSource source(Network.TokenPlace place) {
        SshTarget ssh = new SshTarget(folder.resolve("ssh").toString(), "nyc.example", null, null, List.of());
        FleetNode nyc = new FleetNode(new NodeLabel("nyc"), ssh, Map.of(), Map.of());
        return new FleetTokens("fleet.toml", Network.named(Network.TEST).with(place))
                .of(nyc)
                .get();
    }

    private static void isReadAgain(TokenSource source) throws Exception {
        assertThat(source.replacementFor("first").get(20, TimeUnit.SECONDS)).contains("second");
        assertThat(source.current()).isEqualTo("second");
    }

    @Test
    void fromAFileOfItsOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("nyc.token"), "first\n");
        TokenSource source = source(new Network.TokenPlace.File(folder + "/{node}.token"));
        assertThat(source.current()).isEqualTo("first");
        Files.writeString(file, "second\n");
        isReadAgain(source);
    }

    @Test
    void fromATokensFile() throws Exception {
        Path file = Files.writeString(folder.resolve("test.env"), "TEST_NYC_IP=192.0.2.1\nTEST_NYC_TK=first\n");
        TokenSource source = source(new Network.TokenPlace.Tokens(file));
        assertThat(source.current()).isEqualTo("first");
        Files.writeString(file, "TEST_NYC_IP=192.0.2.1\nTEST_NYC_TK=second\n");
        isReadAgain(source);
    }

    @Test
    void fromTheHost() throws Exception {
        host();
        Path file = Files.writeString(folder.resolve("api-token"), "first\n");
        TokenSource source = source(new Network.TokenPlace.OnHost(file.toString()));
        assertThat(source.current()).isEqualTo("first");
        Files.writeString(file, "second\n");
        isReadAgain(source);
    }

    private void host() throws IOException {
        Path program = Files.writeString(
                folder.resolve("ssh"), "#!/bin/sh\nfor last in \"$@\"; do :; done\nexec sh -c \"$last\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
