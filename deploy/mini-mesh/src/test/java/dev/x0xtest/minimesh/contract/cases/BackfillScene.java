package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.FrameComparison;
import dev.x0xtest.minimesh.contract.client.SseBlock;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.Identities;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import java.util.List;

/**
 * Reproduces {@code sse-direct-events-backfill.txt}. A raw and a durable message arrive, and a durable one leaves. Then
 * a stream with backfill opens, and a self-DM and a raw message arrive live.
 */
record BackfillScene(DaemonNode receiver, DaemonNode sender) {
    private static final String RECEIVER = "0510fc3c190dd8876f8b9c92aacf7497b461b1357a16368d1ef084ab02ff71f5";
    private static final String RECEIVER_MACHINE = "4bf109e242fe8352034550b0b2dba00c71af55502a269a60f4ecfba996edfc45";
    private static final String SENDER = "7265d8fa48b63f3af209d670de6450e2e40f349ffd3fc4dcfde82477762d12d0";
    private static final String SENDER_MACHINE = "647863da9eb7e4ddd4188039c0416e04f0cad5b00382698952279f08dd4b4906";

    void play(List<SseBlock> past, List<SseBlock> now) {
        Acquaintance.trust(receiver, sender, "trusted");
        deliver(sender, receiver, past.get(0), "raw");
        deliver(sender, receiver, past.get(1), "durable");
        deliver(receiver, sender, past.get(2), "durable");
        try (EventTap tap = receiver.tap("/direct/events?backfill=100")) {
            past.forEach(recorded -> assertNext(tap, recorded));
            SseBlock live =
                    tap.await("the end of the backfill", block -> !block.event().startsWith("history"));
            assertThat(live.lines()).containsExactly("event: live", "data: {}");
            deliver(receiver, receiver, now.get(0), "durable");
            assertNext(tap, now.get(0));
            deliver(sender, receiver, now.get(1), "raw");
            assertNext(tap, now.get(1));
        }
    }

    private void assertNext(EventTap tap, SseBlock recorded) {
        Identities identities =
                new Identities().node(RECEIVER, RECEIVER_MACHINE, receiver).node(SENDER, SENDER_MACHINE, sender);
        FrameComparison.assertSame(identities, recorded, tap.awaitPayload(recorded.payload()));
    }

    private static void deliver(DaemonNode from, DaemonNode to, SseBlock message, String plane) {
        Answer answer = from.rest()
                .directSend(
                        to.agentId(), message.payload(), plane.equals("raw") ? MeshRoles.raw() : MeshRoles.durable());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
