package dev.x0xtest.minimesh.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.cases.Acquaintance;
import dev.x0xtest.minimesh.contract.cases.BlockingCases;
import dev.x0xtest.minimesh.contract.cases.ContractCase;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Cases that take long. They start with the mesh and are checked at the end, so that the suite waits for all of them
 * once.
 */
public final class SlowProbes implements AutoCloseable {
    private static final Duration PING = Duration.ofSeconds(20);
    private static final long ANSWER_SECS = 40;

    private final MeshRoles roles;
    private final EventTap idleDirect;
    private final EventTap idleTopics;
    private final EventTap blockerTap;
    private final byte[] refused = MeshRoles.payload("durable to a blocker");
    private final byte[] unheard = MeshRoles.payload("gossip to a blocker");
    private final CompletableFuture<Answer> durable;
    private final CompletableFuture<Answer> gossip;

    public SlowProbes(MeshRoles roles) {
        this.roles = roles;
        Acquaintance.trust(roles.blocker(), roles.blocked(), "blocked");
        idleDirect = roles.idle().directEvents();
        idleTopics = roles.idle().topicEvents();
        blockerTap = roles.blocker().directEvents();
        durable = sendLater(refused, MeshRoles.durable());
        gossip = sendLater(unheard, MeshRoles.gossip());
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("slow: an idle /direct/events pings within 20 seconds", this::pings),
                new ContractCase("slow: an idle /events stays silent", this::silence),
                new ContractCase("recorded: " + BlockingCases.DURABLE, this::durableToABlocker),
                new ContractCase("slow: signed gossip to a blocker is a timeout too", this::gossipToABlocker),
                new ContractCase("slow: what a blocked sender sent so never shows", this::nothingShows));
    }

    private CompletableFuture<Answer> sendLater(byte[] payload, ObjectNode flags) {
        return roles.blocked()
                .rest()
                .postLater("/direct/send", Rest.dm(roles.blocker().agentId(), payload, flags));
    }

    private void pings() {
        SseBlock block = idleDirect.await("a ping", SseBlock::isPing, PING);
        assertThat(block.lines()).containsExactly(": ping");
    }

    /** Runs after {@link #pings()}, so this stream was open at least as long as the other one took to ping. */
    private void silence() {
        assertThat(idleTopics.drain()).isEmpty();
    }

    private void durableToABlocker() throws Exception {
        Answer answer = durable.get(ANSWER_SECS, TimeUnit.SECONDS);
        BlockingCases.assertRecorded(BlockingCases.DURABLE, roles, answer);
    }

    private void gossipToABlocker() throws Exception {
        Answer answer = gossip.get(ANSWER_SECS, TimeUnit.SECONDS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(504);
        assertThat(answer.json().get("error").asText()).isEqualTo("timeout");
        assertThat(answer.json().get("detail").asText()).startsWith("timed out after 1 retries over ");
    }

    private void nothingShows() {
        byte[] fence = MeshRoles.payload("fence");
        Answer answer = roles.peer().rest().directSend(roles.blocker().agentId(), fence, MeshRoles.durable());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(blockerTap.before(fence)).noneMatch(block -> block.carries(refused) || block.carries(unheard));
    }

    @Override
    public void close() {
        idleDirect.close();
        idleTopics.close();
        blockerTap.close();
    }
}
