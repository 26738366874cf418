package dev.x0xtest.minimesh.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFaultsTest {
    private final OwnFaults faults = new OwnFaults();
    private final List<String> heard = new ArrayList<>();

    @Test
    void theFirstFaultIsHeardOnceInOneLine() {
        faults.onFirst(heard::add);
        faults.report("stand-in at 127.0.0.1:1", new OutOfMemoryError("Cannot reserve 524288 bytes"));
        faults.report("another");
        assertThat(heard).isEqualTo(List.of("stand-in at 127.0.0.1:1: out of memory: Cannot reserve 524288 bytes"));
    }

    @Test
    void whoListensLaterHearsItAtOnce() {
        faults.guard("a timer", () -> {
            throw new IllegalStateException("broken\nsecond line");
        });
        faults.onFirst(heard::add);
        assertThat(heard).isEqualTo(List.of("a timer: java.lang.IllegalStateException: broken"));
    }

    @Test
    void aClosedConnectionIsNoFault() {
        faults.report("stand-in", new ClosedChannelException());
        assertThat(faults.first()).isEmpty();
    }
}
