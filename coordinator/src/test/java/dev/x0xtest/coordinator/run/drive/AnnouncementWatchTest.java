package dev.x0xtest.coordinator.run.drive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonJson;
import dev.x0xtest.daemon.rest.Machines;
import dev.x0xtest.daemon.rest.Machines.Machine;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What of the announcements at the anchor is passed on to the run. */
class AnnouncementWatchTest {
    private static final String AGENT = "01".repeat(32);

    private final List<RunEvent> events = new ArrayList<>();
    private final AnnouncementWatch watch =
            new AnnouncementWatch(new FakeDaemon(new AgentId(AGENT)), new EmbeddedChannel().eventLoop(), events::add);

    private static Machine machine(String id, String address, long at) {
        return new Machine(id, List.of(AGENT), List.of(address), at);
    }

    @Test
    void aMachineThatStaysWhereItIsIsNoNews() {
        watch.take(List.of(machine("m", "a", 1)));
        watch.take(List.of(machine("m", "a", 6)));
        watch.take(List.of());
        assertThat(events).isEmpty();
    }

    @Test
    void twoMachinesWithOneAgentArePassedOnEachTime() {
        watch.take(List.of(machine("n", "b", 2), machine("m", "a", 1)));
        watch.take(List.of(machine("m", "a", 6), machine("n", "b", 2)));
        assertThat(events)
                .containsExactly(
                        new RunEvent.Announced(
                                AGENT,
                                List.of(
                                        new RunEvent.Announcement("m", List.of("a"), 1),
                                        new RunEvent.Announcement("n", List.of("b"), 2))),
                        new RunEvent.Announced(
                                AGENT,
                                List.of(
                                        new RunEvent.Announcement("m", List.of("a"), 6),
                                        new RunEvent.Announcement("n", List.of("b"), 2))));
    }

    @Test
    void aMachineThatMovesIsPassedOnWithWhereItWas() {
        watch.take(List.of(machine("m", "a", 1)));
        watch.take(List.of(machine("m", "b", 6)));
        assertThat(events)
                .containsExactly(
                        new RunEvent.Announced(AGENT, List.of(new RunEvent.Announcement("m", List.of("a"), 1))),
                        new RunEvent.Announced(AGENT, List.of(new RunEvent.Announcement("m", List.of("b"), 6))));
    }

    @Test
    void whatADaemonSaysFillsNoDisk() {
        IntStream.range(0, 1_000)
                .forEach(
                        at -> watch.take(List.of(machine("m", "a", at), machine("n", "b", at), machine("o", "c", at))));
        assertThat(events).hasSize(256);
    }

    @Test
    void theAnswerOfARealDaemonIsRead() {
        JsonNode body = DaemonJson.parse("""
                {"machines":[{"addresses":["127.0.0.1:33361"],"agent_ids":["%s"],"announced_at":1795946196,
                "can_receive_direct":false,"is_coordinator":false,"is_relay":false,"last_seen":1795946196,
                "machine_id":"2c7d","nat_type":"Full Cone","user_ids":[]},{"machine_id":7},{"addresses":3}],"ok":true}
                """.formatted(AGENT)).orElseThrow();
        assertThat(Machines.of(new Daemon.Response(200, body)))
                .containsExactly(new Machine("2c7d", List.of(AGENT), List.of("127.0.0.1:33361"), 1_795_946_196));
        assertThat(Machines.of(new Daemon.Response(200, DaemonJson.object()))).isEmpty();
    }
}
