package dev.x0xtest.minimesh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import dev.x0xtest.minimesh.identity.SigningKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
    private static final NodeIdentity IDENTITY =
            NodeIdentity.of(SigningKey.ofSeed(Bytes.of(new byte[32])), SigningKey.ofSeed(Bytes.ofHex("01".repeat(32))));
    private static final IdentityStatement STATEMENT =
            IdentityStatement.signed(IDENTITY, "plane", "127.0.0.1:1", 1_700_000_000_000L);

    private static final NodeSet SOME_NODES = NodeSet.of(List.of(IDENTITY.machineId(), "ff".repeat(32)));

    @Test
    void everyFrameComesBackAsItWas() {
        Bytes some = Bytes.ofUtf8("payload");
        List<LinkFrame> frames = List.of(
                new LinkFrame.Hello(STATEMENT),
                new LinkFrame.Raw(7, IDENTITY.agentId(), some),
                new LinkFrame.RawAck(7),
                new LinkFrame.Ping(),
                new LinkFrame.Heartbeat(Bytes.ofHex("00".repeat(16)), 1_700_000_000_000L, SOME_NODES),
                new LinkFrame.Gossip(some, SOME_NODES, some, some, some));
        assertThat(frames.stream().<Class<?>>map(LinkFrame::getClass))
                .containsExactlyInAnyOrder(LinkFrame.class.getPermittedSubclasses());
        for (LinkFrame frame : frames) {
            ByteBuf out = Unpooled.buffer();
            FrameCodec.write(frame, out);
            assertThat(FrameCodec.read(out)).isEqualTo(frame);
        }
    }

    @Test
    void everyGossipBodyComesBackAsItWas() {
        Bytes id = Bytes.ofHex("00".repeat(16));
        List<GossipBody> bodies = List.of(
                new GossipBody.Announcement(STATEMENT),
                new GossipBody.Topic("t", id),
                new GossipBody.Direct(IDENTITY.agentId(), IDENTITY.machineId(), id, true, id),
                new GossipBody.Ack(IDENTITY.agentId(), id, GossipBody.Outcome.CONFLICT));
        assertThat(bodies.stream().<Class<?>>map(GossipBody::getClass))
                .containsExactlyInAnyOrder(GossipBody.class.getPermittedSubclasses());
        for (GossipBody body : bodies) {
            assertThat(FrameCodec.decode(FrameCodec.encode(body))).isEqualTo(body);
        }
    }

    @Test
    void aStatementVerifiesUntilAWordOfItChanges() {
        assertThat(STATEMENT.verifies()).isTrue();
        var moved = new IdentityStatement(
                STATEMENT.networkId(),
                STATEMENT.agentKey(),
                STATEMENT.machineKey(),
                "127.0.0.1:2",
                STATEMENT.createdAtMs(),
                STATEMENT.agentSignature(),
                STATEMENT.machineSignature());
        assertThat(moved.verifies()).isFalse();
    }

    @Test
    void noiseIsAnErrorAndNothingElse() {
        long seed = 42;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(60)];
            random.nextBytes(noise);
            noise[0] = (byte) (1 + random.nextInt(4));
            if (noise[0] == 3) {
                continue; // a frame of type 3 is a sequence number, which any eight bytes are
            }
            assertThatThrownBy(() -> FrameCodec.read(Unpooled.wrappedBuffer(noise)))
                    .as("seed %s", seed)
                    .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
        }
    }
}
