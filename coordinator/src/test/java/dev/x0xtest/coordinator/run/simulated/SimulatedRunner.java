package dev.x0xtest.coordinator.run.simulated;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.Transfer;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The runner of one node of a simulated fleet: how it behaves, and which hops it has seen. */
public final class SimulatedRunner {
    record Seen(AgentId sender, String sha256, int bytes, boolean verified, long atMs, int count, String marker) {}

    /** The label and the id in its answers. By default they are those of its place in the fleet. */
    public NodeLabel label;

    public AgentId id;
    public final Map<String, List<Seen>> seen = new HashMap<>();
    public boolean upstream;
    public boolean silent;
    /** A second daemon with its identity takes every direct message to it. */
    public boolean doubled;
    /** If true, it answers discovery and nothing else. */
    public boolean deafAfterDiscovery;

    /** Returns its refusal of a command, by action and time; null if it executes the command. */
    public BiFunction<String, Long, @Nullable SimulatedRefusal> refuses = (action, nowMs) -> null;

    /** How many commands may wait. It refuses further ones. */
    public int places = Integer.MAX_VALUE;

    public int waiting;
    /** Its answers by command id. A retransmit gets the same answer again. */
    final Map<String, Result> answered = new HashMap<>();
    /** Commands whose answer was lost and is no longer stored. */
    final Set<String> forgotten = new HashSet<>();

    public boolean saysWhatItForgot;
    /** Commands in progress. Their retransmits get no answer of their own. */
    final Set<String> admitted = new HashSet<>();
    /** The names and versions that it reports for itself and its daemon. */
    public String agent = "x0xtest-runner/0.1.0";

    public String x0xd = "0.48.1";
    public List<String> features = List.of("coverage", "plane");
    public ProtocolRange protocol = ProtocolRange.OURS;
    /** Identifies its process: each start gives it another value. */
    String instance = "1";

    /** Where it says that it found hops of the per-pair path. */
    public String source = Sighting.LIVE;

    public boolean answersUnverified;
    /** If true, its results come on the results topic, not as direct messages. */
    public boolean answersByTopic;

    public boolean selfDmReturns = true;
    /** If true, its stream is cut. */
    public boolean cut;
    /** If true, its daemon evicts what arrives, and counts it. */
    public boolean evicting;

    /** If true, it looks in its daemon's history for hops of a plan that its stream did not show. */
    public boolean readsHistory;
    /** Whether it read each hop there as soon as it had come, as after a gap. */
    public boolean readsHistoryAtOnce;
    /** Whether that reading goes back to before the run. */
    public boolean historyIsWhole = true;

    /** The plan that it executes or has executed last; null if it remembers none. */
    @Nullable
    public SimulatedRun plan;

    /** The parts of the command that arrives in parts. */
    final SortedMap<Integer, byte[]> parts = new TreeMap<>();

    Transfer.@Nullable Announcement announced;

    /** If true, its answers to renewals tell nothing, as those of older runners. */
    public boolean renewsSilently;

    /** What it says of a peer that it is asked about. */
    public Function<Evidence.Question, Evidence.PeerView> view =
            question -> new Evidence.PeerView(question.agentId(), null, null, null, null, null);

    /** Its wall clock, which stands still. */
    public long clockMs = 1;

    /** If true, it falls silent when its plan has begun. */
    public boolean diesAtGo;

    /** The time in milliseconds by which its hops leave late. */
    public long queuedMs;

    public long attachedAtMs;
    public long generation = 1;
    public long gaps;
    public long evicted;
    public long unparsed;
    public long incomingTotal = 1000;
    long uptimeSecs = 100;
    long sightingsDropped;

    SimulatedRunner(NodeLabel label, AgentId id) {
        this.label = label;
        this.id = id;
    }

    /** Returns its refusal of a command that arrives now; null if it executes the command. */
    @Nullable
    SimulatedRefusal refusal(String action, long nowMs) {
        return waiting >= places ? SimulatedRefusal.QUEUE_FULL : refuses.apply(action, nowMs);
    }

    /** Restarts it: the new process remembers nothing. */
    public void restarted(long nowMs) {
        answered.clear();
        admitted.clear();
        forgotten.clear();
        seen.clear();
        plan = null;
        instance += "1";
        attachedAtMs = nowMs;
    }

    void see(String requestId, Seen what) {
        seen.computeIfAbsent(requestId, id -> new ArrayList<>()).add(what);
    }

    /** Whether a hop that arrives now reaches it. */
    boolean hears() {
        evicted += evicting ? 1 : 0;
        return !cut && !evicting;
    }

    List<Integer> missing() {
        int all = announced == null ? 0 : announced.parts();
        return IntStream.range(0, all)
                .filter(part -> !parts.containsKey(part))
                .boxed()
                .toList();
    }

    Attachment attachment(long nowMs) {
        return new Attachment(
                !cut,
                generation,
                attachedAtMs,
                nowMs - attachedAtMs,
                gaps,
                evicted,
                unparsed,
                uptimeSecs,
                incomingTotal,
                sightingsDropped);
    }

    NoopAck.Details ack(List<String> asked, long nowMs) {
        if (upstream) {
            return new NoopAck.Details(null, List.of(), null);
        }
        Attachment attachment = attachment(nowMs);
        List<Sighting> sightings = new ArrayList<>();
        for (String requestId : asked) {
            for (Seen one : seen.getOrDefault(requestId, List.of())) {
                sightings.add(new Sighting(
                        requestId,
                        one.count(),
                        nowMs - one.atMs(),
                        one.sender().hex(),
                        id.hex(),
                        one.verified(),
                        "accept",
                        one.sha256(),
                        one.bytes(),
                        one.marker(),
                        source));
            }
        }
        Attachment.SelfDm self =
                asked.isEmpty() ? null : new Attachment.SelfDm(selfDmReturns, 1, selfDmReturns ? null : "timeout");
        return new NoopAck.Details(attachment, sightings, self);
    }
}
