package dev.x0xtest.minimesh.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DialQueueTest {
    private final DialQueue queue = new DialQueue();

    @Test
    void dialsFewAtOnceAndTheNextWhenAHandshakeEnds() {
        IntStream.range(0, DialQueue.AT_ONCE + 2).forEach(i -> queue.add("host:" + i));
        assertThat(queue.take()).hasSize(DialQueue.AT_ONCE);
        assertThat(queue.take()).isEmpty();
        queue.handshakeEnded();
        assertThat(queue.take()).isEqualTo(List.of("host:" + DialQueue.AT_ONCE));
    }

    @Test
    void anAddressIsDialledAgainOnlyWhenItsConnectionIsGone() {
        queue.add("host:1");
        queue.add("host:1");
        assertThat(queue.take()).isEqualTo(List.of("host:1"));
        queue.handshakeEnded();
        queue.add("host:1");
        assertThat(queue.take()).isEmpty();
        queue.gone("host:1");
        queue.add("host:1");
        assertThat(queue.take()).isEqualTo(List.of("host:1"));
    }
}
