package dev.x0xtest.minimesh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.Digests;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NodeSetTest {
    private static final List<String> MACHINES = IntStream.range(0, 40)
            .mapToObj(i -> Digests.sha256(new byte[] {(byte) i}).hex())
            .toList();

    @Test
    void containsWhatWasPutInAndNothingElse() {
        NodeSet set = NodeSet.of(MACHINES.subList(0, 20)).with(NodeSet.of(MACHINES.subList(10, 30)));
        assertThat(MACHINES.stream().filter(set::contains)).isEqualTo(MACHINES.subList(0, 30));
    }

    @Test
    void theMembersAgreeOnAFewOfThemAndOnOthersWithAnotherSalt() {
        NodeSet set = NodeSet.of(MACHINES);
        List<String> first = chosen(set, "01".repeat(16));
        assertThat(first).hasSize(3);
        assertThat(chosen(set, "9b".repeat(16))).hasSize(3).isNotEqualTo(first);
    }

    private static List<String> chosen(NodeSet set, String salt) {
        return MACHINES.stream()
                .filter(machine -> set.isAmongFirst(3, machine, Bytes.ofHex(salt)))
                .toList();
    }

    @Test
    void aFrameCarriesABoundedSet() {
        NodeSet huge = NodeSet.of(LongStream.range(0, 5_000));
        assertThat(huge.size()).isEqualTo(NodeSet.MAX_SIZE);
        var frame = Unpooled.buffer()
                .writeByte(6)
                .writeInt(16)
                .writeBytes(new byte[16])
                .writeLong(1)
                .writeShort(60_000);
        assertThatThrownBy(() -> FrameCodec.read(frame)).isInstanceOf(IllegalArgumentException.class);
    }
}
