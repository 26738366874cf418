package dev.x0xtest.runner.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Evidence;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers what {@code status} asks about peers. Everything is asked at the same time and has a bound, so that the answer is
 * there within 12 s whatever hangs. Confined to the event loop.
 */
public final class PeerQuestions {
    /** Answers under way. Each holds calls of the daemon for as long as the mesh takes. */
    private static final int AT_ONCE = 4;

    private static final int OUTSIDE_A_PLAN = -1;
    private static final Pattern MACHINE = Pattern.compile("[0-9a-f]{64}");

    private final PeerSnapshots peers;
    private final PeerProbes probes;
    private int underWay;

    public PeerQuestions(PeerSnapshots peers, PeerProbes probes) {
        this.peers = peers;
        this.probes = probes;
    }

    /**
     * Answers the questions in their order. Completes normally within 12 s. While four answers are under way, the next one is
     * given at once and says nothing.
     *
     * @throws ActionException for an id that is none
     */
    public CompletableFuture<List<Evidence.PeerView>> ask(List<Evidence.Question> questions, AgentId coordinator) {
        if (questions.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<Asked> asked = questions.stream().map(Asked::of).toList();
        if (underWay >= AT_ONCE) {
            return CompletableFuture.completedFuture(asked.stream()
                    .map(one -> new Evidence.PeerView(one.agent.hex(), null, null, null, null, null))
                    .toList());
        }
        underWay++;
        CompletableFuture<Daemon.@Nullable Response> contacts = peers.read("/contacts");
        CompletableFuture<PeerEntries> entries = peers.entries();
        List<CompletableFuture<Evidence.PeerView>> views = asked.stream()
                .map(one -> view(one, contacts, entries, coordinator))
                .toList();
        return CompletableFuture.allOf(views.toArray(CompletableFuture[]::new)).handle((nothing, error) -> {
            underWay--;
            return views.stream().map(CompletableFuture::join).toList();
        });
    }

    private CompletableFuture<Evidence.PeerView> view(
            Asked asked,
            CompletableFuture<Daemon.@Nullable Response> contacts,
            CompletableFuture<PeerEntries> entries,
            AgentId coordinator) {
        CompletableFuture<Evidence.@Nullable Answer> probe = asked.probe
                ? probes.message(asked.agent, coordinator).thenApply(answer -> answer)
                : CompletableFuture.completedFuture(null);
        CompletableFuture<PeerSnapshots.Discovered> discovered = peers.discovered(asked.agent);
        CompletableFuture<Evidence.@Nullable Answer> ping = discovered.thenCompose(found -> {
            String machine = asked.machineOr(found);
            return asked.ping && machine != null
                    ? probes.ping(machine).thenApply(answer -> answer)
                    : CompletableFuture.completedFuture(null);
        });
        return CompletableFuture.allOf(probe, discovered, ping, contacts, entries)
                .thenApply(nothing -> {
                    PeerSnapshots.Discovered found = discovered.join();
                    String machine = asked.machineOr(found);
                    return new Evidence.PeerView(
                            asked.agent.hex(),
                            trust(contacts.join(), asked.agent),
                            machine == null ? null : entries.join().of(machine, OUTSIDE_A_PLAN, 0),
                            found.heardOf(),
                            ping.join(),
                            probe.join());
                });
    }

    private static @Nullable String trust(Daemon.@Nullable Response contacts, AgentId agent) {
        JsonNode list = contacts == null ? null : contacts.body().path("contacts");
        if (list == null || !list.isArray()) {
            return null;
        }
        for (JsonNode contact : list) {
            if (contact.path("agent_id").asText("").equals(agent.hex())) {
                return Numbers.text(contact, "trust_level");
            }
        }
        return Evidence.PeerView.NO_CONTACT;
    }

    /** A question whose ids are ids. */
    private record Asked(AgentId agent, @Nullable String machineId, boolean ping, boolean probe) {
        static Asked of(Evidence.Question question) {
            AgentId agent = AgentId.parse(question.agentId())
                    .orElseThrow(() -> ActionException.malformed("agent_id in about is not an agent id"));
            String machineId = question.machineId();
            if (machineId != null && !MACHINE.matcher(machineId).matches()) {
                throw ActionException.malformed("machine_id in about is not 64 hexadecimal characters");
            }
            return new Asked(agent, machineId, question.ping(), question.probe());
        }

        /** The daemon knows best where the agent is now. */
        @Nullable
        String machineOr(PeerSnapshots.Discovered found) {
            return found.machineId() != null ? found.machineId() : machineId;
        }
    }
}
