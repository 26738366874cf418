package dev.x0xtest.coordinator.run.simulated;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.Sighting;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The runner of one node of a simulated fleet: its behaviour, and what it has seen. */
public final class SimulatedRunner {
    record Seen(AgentId sender, String sha256, int bytes, boolean verified, long atMs, int count, String marker) {}

    /** As it answers; normally the label and the id of its place in the fleet. */
    public NodeLabel label;

    public AgentId id;
    public final Map<String, List<Seen>> seen = new HashMap<>();
    public boolean upstream;
    public boolean silent;
    /** Answers discovery and nothing else. */
    public boolean deafAfterDiscovery;

    /** Its refusal of a command; null: it executes the command. */
    public BiFunction<String, Long, @Nullable SimulatedRefusal> refuses = (action, nowMs) -> null;

    /** How many commands may wait; further ones are refused. */
    public int places = Integer.MAX_VALUE;

    public int waiting;
    /** What it answered, by command; a retransmit gets the same again. */
    final Map<String, Result> answered = new HashMap<>();
    /** Commands whose answer was lost and is no longer stored. */
    final Set<String> forgotten = new HashSet<>();

    public boolean saysWhatItForgot;
    /** A retransmit of a command under way is answered by the first one's result. */
    final Set<String> admitted = new HashSet<>();
    /** What it calls itself and its daemon. */
    public String agent = "x0xtest-runner/0.1.0";

    public String x0xd = "0.48.1";
    public List<String> features = List.of("coverage", "plane");
    public ProtocolRange protocol = ProtocolRange.OURS;
    /** Another one after each start. */
    String instance = "1";

    public boolean answersUnverified;
    /** Its results come on the results topic, not as direct messages. */
    public boolean answersByTopic;

    public boolean selfDmReturns = true;
    /** Its stream is cut. */
    public boolean cut;
    /** Its daemon drops what comes, and counts it. */
    public boolean evicting;

    /** The plan that it carries out or has carried out last; null: none that it remembers. */
    @Nullable
    public SimulatedRun plan;

    /** Of the command that comes in parts. */
    final SortedMap<Integer, byte[]> parts = new TreeMap<>();

    Transfer.@Nullable Announcement announced;

    /** Falls silent when its plan has begun. */
    public boolean diesAtGo;

    /** How much later than due its hops leave. */
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

    /** Its refusal of a command that comes now; null: it executes the command. */
    @Nullable
    SimulatedRefusal refusal(String action, long nowMs) {
        return waiting >= places ? SimulatedRefusal.QUEUE_FULL : refuses.apply(action, nowMs);
    }

    /** A new process: it remembers nothing. */
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

    /** Whether a hop that arrives now gets to it. */
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
                        "live"));
            }
        }
        Attachment.SelfDm self =
                asked.isEmpty() ? null : new Attachment.SelfDm(selfDmReturns, 1, selfDmReturns ? null : "timeout");
        return new NoopAck.Details(attachment, sightings, self);
    }
}
