package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Discover;
import org.jspecify.annotations.Nullable;

/**
 * One node of the roster during a run. {@link Roster} binds its agent id; discovery, readiness and the plan path move its
 * phase. Confined to the run's thread.
 *
 * <table><caption>Phases</caption>
 * <tr><td>SOUGHT</td><td>{@link #found}: its runner answered discovery</td><td>→ FOUND</td></tr>
 * <tr><td>FOUND</td><td>{@link #ready(Coverage.Baseline)}: it acknowledged, or armed its plan</td><td>→ READY</td></tr>
 * <tr><td>READY</td><td>{@link #ready(Coverage.Baseline)}: it acknowledged again</td><td>READY, with a newer baseline</td></tr>
 * <tr><td>SOUGHT, FOUND</td><td>{@link #giveUp}</td><td>→ GIVEN_UP, which is final</td></tr>
 * <tr><td>SOUGHT</td><td>{@link #leaveOut}: the run has no pair of it</td><td>→ GIVEN_UP</td></tr>
 * </table>
 */
public final class NodeState {
    /** Where a node stands on its way into the matrix. */
    public enum Phase {
        /** No answer to discovery yet. */
        SOUGHT,
        /** Its runner answered discovery; whether it is ready is not known yet. */
        FOUND,
        /** May be source and destination of hops. */
        READY,
        /** Takes no part; its untried cells are NOT_RUN. */
        GIVEN_UP
    }

    private final int index;
    private final NodeLabel label;
    private final boolean pinned;
    private Phase phase = Phase.SOUGHT;
    private @Nullable AgentId agentId;
    private @Nullable String machineId;
    private Discover.@Nullable Details details;
    private @Nullable Channel channel;
    private @Nullable String runner;
    private @Nullable String x0xd;
    private Coverage.@Nullable Baseline baseline;
    private String givenUp = "";
    private boolean leftOut;
    private String hint = "";
    private boolean contacted;
    private boolean reachedByDm;
    private boolean aliveByTopic;
    /** A single message may be lost. */
    private static final int LEAST_UNANSWERED = 2;

    private long heardNanos;
    private int asked;
    private Life life = Life.ALIVE;
    private boolean held;
    private long roundTripMs;
    private long foundAfterMs;

    /** What silence says of a node. {@link Liveness} moves it. */
    enum Life {
        ALIVE,
        /** Nothing was heard of it for a lease. It may come back. */
        LOST,
        /** Lost for so long that the run goes on without it. */
        ABANDONED
    }

    /** A node not yet asked; {@code index} is its place in the roster, {@code self} marks the anchor. */
    public NodeState(int index, RunConfig.Node node, boolean self) {
        this.index = index;
        this.label = node.label();
        this.pinned = node.pinned() != null || self;
        this.agentId = node.pinned();
    }

    /** Binds the node to an agent id, for good. */
    void claimedBy(AgentId agent) {
        require(agentId == null || agentId.equals(agent), "bound to another id");
        agentId = agent;
    }

    /** The version of its daemon, from the daemon itself; what its runner says later does not replace it. */
    public void daemonSays(String version) {
        x0xd = Quoted.line(version);
    }

    /**
     * Its runner answered discovery.
     *
     * @param known what it said of itself; null: unreadable
     * @param by the channel of the answer
     * @param afterMs ms since the start of the run
     */
    public void found(String machine, Discover.@Nullable Details known, Channel by, long afterMs) {
        require(phase == Phase.SOUGHT, "found");
        phase = Phase.FOUND;
        machineId = Quoted.line(machine);
        channel = by;
        foundAfterMs = afterMs;
        details = known;
        runner = known == null || known.agent() == null ? RosterEntry.UPSTREAM : Quoted.line(known.agent());
        if (x0xd == null && known != null && known.x0xd() != null) {
            x0xd = Quoted.line(known.x0xd());
        }
    }

    /** It receives what is sent from now on, as this baseline says. */
    public void ready(Coverage.Baseline since) {
        require(phase == Phase.FOUND || phase == Phase.READY, "ready");
        phase = Phase.READY;
        baseline = since;
    }

    /** It takes no part; the reason is one phrase for the report. */
    public void giveUp(String reason) {
        require(phase == Phase.SOUGHT || phase == Phase.FOUND, "given up");
        phase = Phase.GIVEN_UP;
        givenUp = reason;
    }

    /** No pair of it is measured, so nobody looks for its runner. */
    void leaveOut() {
        giveUp(RosterEntry.LEFT_OUT);
        leftOut = true;
    }

    /** Adds this to the reason if the node stays silent; starts with a separator. A later hint replaces it. */
    public void hintAt(String text) {
        hint = text;
    }

    /** It answered a command, or a signed message reached it. */
    public void contactMade() {
        contacted = true;
    }

    /** Its runner answered a command that went by direct message only. */
    public void reachedByDm() {
        reachedByDm = true;
    }

    /** Its runner answered on the topic after commands by direct message had stayed unanswered. */
    public void aliveByTopic() {
        aliveByTopic = true;
    }

    /**
     * What else explains the silence of its runner; empty: nothing. A daemon of its identity acknowledges direct messages,
     * its runner is alive, and none of them ever reached it: another daemon takes them.
     */
    public String doubled() {
        return aliveByTopic && !reachedByDm
                ? ", though a daemon of its identity acknowledged it and its runner answers on the topic: "
                        + RosterEntry.second(label) + " seems to run"
                : "";
    }

    /** It answered a question that was asked once so long ago. */
    public void answeredAfter(long nanos) {
        roundTripMs = Math.max(roundTripMs, nanos / 1_000_000);
    }

    /** How long after the start of the run its runner answered discovery, in ms. */
    public long foundAfterMs() {
        return foundAfterMs;
    }

    /** The longest time from a question to its answer; 0: unknown. */
    public long roundTripMs() {
        return roundTripMs;
    }

    /** A copy of a command or a renewal left for it. */
    public void asked() {
        asked++;
    }

    /** Whether it has left so many messages unanswered that it may be dead. */
    public boolean silent() {
        return lost() || asked >= LEAST_UNANSWERED;
    }

    /** A verified message of it came, or silence before this moment says nothing. */
    void heard(long nowNanos) {
        heardNanos = Math.max(heardNanos, nowNanos);
        asked = 0;
    }

    /** Its runner obeys another process until it accepted this one: nothing is sent to it meanwhile. */
    public void hold() {
        held = true;
    }

    /** Its runner obeys this process. */
    public void release() {
        held = false;
    }

    /** How its silence is read from now on. */
    void life(Life now) {
        require(life != Life.ABANDONED, "alive again");
        life = now;
    }

    private void require(boolean legal, String move) {
        if (!legal) {
            throw new IllegalStateException(label.text() + " is " + phase + " and cannot be " + move);
        }
    }

    /** Its place in the roster, from 0. */
    public int index() {
        return index;
    }

    public NodeLabel label() {
        return label;
    }

    /** Whether its agent id was fixed before the run; always so for the anchor. */
    public boolean pinned() {
        return pinned;
    }

    public Phase phase() {
        return phase;
    }

    /** Whether it may be source and destination of hops. */
    public boolean ready() {
        return phase == Phase.READY;
    }

    /** Null until a runner claims the label, unless it was pinned. Never null once found. */
    @Nullable
    public AgentId agentId() {
        return agentId;
    }

    /** As its runner says; null until found. */
    @Nullable
    public String machineId() {
        return machineId;
    }

    /** What its runner says of itself; null until found, or when that was unreadable. */
    public Discover.@Nullable Details details() {
        return details;
    }

    /** The channel of its answer to discovery; null until found. */
    @Nullable
    public Channel channel() {
        return channel;
    }

    /** Name and version of its runner; null until found. */
    @Nullable
    public String runner() {
        return runner;
    }

    /** The version of its daemon; null: unknown. */
    @Nullable
    public String x0xd() {
        return x0xd;
    }

    /** Where its runner keeps runs; null: it does not say so, or says what we do not know. */
    @Nullable
    public String ledger() {
        String said = details == null ? null : details.ledger();
        return Discover.Details.ON_DISK.equals(said) || Discover.Details.IN_MEMORY.equals(said) ? said : null;
    }

    /** Its latest proof that it receives; null until ready. */
    public Coverage.@Nullable Baseline baseline() {
        return baseline;
    }

    /** Why it was given up; empty unless it was. */
    public String givenUp() {
        return givenUp;
    }

    /** Whether the run has no pair of it. */
    public boolean leftOut() {
        return leftOut;
    }

    /** What else is known of a silent node; empty, or starts with a separator. */
    public String hint() {
        return hint;
    }

    /** Whether it was reached once: only then does its daemon know the sender of a raw frame. */
    public boolean contacted() {
        return contacted;
    }

    /** When it was last heard of. */
    long heardNanos() {
        return heardNanos;
    }

    Life life() {
        return life;
    }

    /** Whether nothing was heard of it for a lease: nothing is sent to it but renewals. */
    public boolean lost() {
        return life != Life.ALIVE;
    }

    /** Whether its runner must accept this process first. */
    public boolean held() {
        return held;
    }

    /** Whether the run goes on without it. */
    public boolean abandoned() {
        return life == Life.ABANDONED;
    }

    /** Whether its runner announced this feature. Versions decide nothing. */
    public boolean can(String feature) {
        Discover.Details known = details;
        return known != null && known.features().contains(feature);
    }
}
