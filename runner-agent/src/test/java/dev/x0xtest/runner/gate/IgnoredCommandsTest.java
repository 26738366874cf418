package dev.x0xtest.runner.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.AgentId;
import org.junit.jupiter.api.Test;

class IgnoredCommandsTest {
    private final AgentId stranger = new AgentId("f".repeat(64));

    @Test
    void everythingIsOneLineThatNamesTheStranger() {
        IgnoredCommands ignored = new IgnoredCommands();
        ignored.count(GateVerdict.IgnoreReason.UNLISTED, stranger);
        ignored.count(GateVerdict.IgnoreReason.UNLISTED, stranger);
        ignored.count(GateVerdict.IgnoreReason.MALFORMED, null);
        assertThat(ignored.summary())
                .contains(
                        "ignored commands: 2 from an agent that is not a --coordinator, 1 that could not be read (last "
                                + stranger.hex() + ")");
    }

    @Test
    void whatWasSaidIsNotSaidAgain() {
        IgnoredCommands ignored = new IgnoredCommands();
        ignored.count(GateVerdict.IgnoreReason.HISTORY, stranger);
        assertThat(ignored.summary()).contains("ignored commands: 1 replayed from history");
        assertThat(ignored.summary()).isEmpty();
    }
}
