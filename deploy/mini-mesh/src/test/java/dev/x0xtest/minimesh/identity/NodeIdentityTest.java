package dev.x0xtest.minimesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {
    @TempDir
    Path directory;

    private final AtomicInteger seeds = new AtomicInteger();

    @Test
    void anIdIsTheDigestOfTheDomainAndThePublicKey() {
        SigningKey key = AgentCardsTest.key(1);
        assertThat(key.publicKey().length()).isEqualTo(1_952);
        assertThat(key.id())
                .isEqualTo(Digests.sha256(
                                Bytes.ofUtf8("AUTONOMI_PEER_ID_V2:").array(),
                                key.publicKey().array())
                        .hex());
    }

    @Test
    void keysStayTheSameOnceWritten() throws IOException {
        NodeIdentity first = load();
        NodeIdentity again = load();
        assertThat(again.agentId()).isEqualTo(first.agentId());
        assertThat(again.machineId()).isEqualTo(first.machineId()).isNotEqualTo(first.agentId());
        assertThat(again.kemPublicKey()).isEqualTo(first.kemPublicKey());
        assertThat(first.kemPublicKey().length()).isEqualTo(1_184);
    }

    @Test
    void aKeyFileHasTheLengthsOfX0xd() throws IOException {
        load();
        assertThat(Files.size(directory.resolve("agent.key"))).isEqualTo(8 + 1_952 + 8 + 4_032);
    }

    @Test
    void aKeyReadBackSigns() throws IOException {
        load();
        NodeIdentity again = load();
        byte[] message = {1, 2, 3};
        Bytes signature = again.agent().sign(message);
        assertThat(signature.length()).isEqualTo(3_309);
        assertThat(SigningKey.verifies(again.agent().publicKey(), message, signature))
                .isTrue();
        message[0] = 9;
        assertThat(SigningKey.verifies(again.agent().publicKey(), message, signature))
                .isFalse();
    }

    @Test
    void aFileOfTheSecondFormatIsReadToo() throws IOException {
        NodeIdentity first = load();
        byte[] old = Files.readAllBytes(directory.resolve("agent.key"));
        byte[] marked = new byte[old.length + 12];
        System.arraycopy(new byte[] {'X', '0', 'K', '2'}, 0, marked, 0, 4);
        System.arraycopy(old, 0, marked, 4, old.length);
        Files.write(directory.resolve("agent.key"), marked);
        assertThat(load().agentId()).isEqualTo(first.agentId());
    }

    @Test
    void aDamagedKeyFileIsNamed() throws IOException {
        load();
        Files.write(directory.resolve("agent.key"), new byte[] {1, 2, 3});
        assertThatThrownBy(this::load).isInstanceOf(IOException.class).hasMessageContaining("agent.key");
    }

    private NodeIdentity load() throws IOException {
        return NodeIdentity.loadOrCreate(directory, () -> {
            byte[] seed = new byte[32];
            seed[0] = (byte) seeds.incrementAndGet();
            return Bytes.of(seed);
        });
    }
}
