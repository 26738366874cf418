package dev.x0xtest.coordinator.run.node;

import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunEvent.Announcement;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells when two daemons of one identity, such as a machine and its clone, live at the same time. What one daemon alone
 * can do proves nothing: it may restart, move once, or have had another machine key before. Warns once per node and kind
 * of evidence. Confined to the run's thread.
 */
public final class Doubles {
    /** A runner needs longer than this to restart, so another process that answers sooner is another runner. */
    private static final long RESTART_NANOS = 1_000_000_000L;

    private final Roster roster;
    private final Outbox outbox;
    private final Map<NodeState, Known> known = new HashMap<>();

    private record Answer(String machine, @Nullable String instance, long nanos) {}

    /** Two processes answered at the same time: {@code question}, null until it is asked, tells whether both still live. */
    private record Suspicion(
            String first, String second, @Nullable String question) {}

    private static final class Known {
        private final Map<String, Long> firstAtSecs = new HashMap<>();
        private final List<List<String>> places = new ArrayList<>();
        private final Set<String> warned = new HashSet<>();
        private List<Announcement> latest = List.of();
        private @Nullable Answer answer;
        private @Nullable Suspicion suspicion;
    }

    /** Knows nothing yet; warnings go to the outbox. */
    public Doubles(Roster roster, Outbox outbox) {
        this.roster = roster;
        this.outbox = outbox;
    }

    /**
     * A runner of this identity answered discovery. An answer may be old when it comes, so that two processes prove nothing
     * by themselves; but if the first one answers a question that was asked after the second one had answered, both live.
     *
     * @param question id of the command that it answers
     * @param instance id of its process; null: an upstream runner, which has none
     * @return whether the node has to be asked once more; tell the question to {@link #asked}
     * @throws Roster.ConflictException if two runners live beside one x0xd
     */
    public boolean answered(NodeState node, String question, String machineId, @Nullable String instance, long nowNanos)
            throws Roster.ConflictException {
        Known of = of(node);
        Suspicion suspicion = of.suspicion;
        if (suspicion != null
                && question.equals(suspicion.question())
                && suspicion.first().equals(instance)) {
            throw roster.twoRunners(node, suspicion.first(), suspicion.second());
        }
        Answer before = of.answer;
        String machine = Quoted.line(machineId);
        of.answer = new Answer(machine, instance, nowNanos);
        if (before == null) {
            machines(node, of, of.latest);
            return false;
        }
        if (twoMachines(before.machine(), machine)) {
            twoRunners(node, before.machine(), machine);
        } else if (before.instance() != null
                && instance != null
                && !before.instance().equals(instance)
                && nowNanos - before.nanos() < RESTART_NANOS) {
            seen(node, "runners", "two runners answer as it at the same time");
            if (suspicion == null) {
                of.suspicion = new Suspicion(before.instance(), instance, null);
                return true;
            }
        }
        return false;
    }

    /** A node that has to be asked once more was asked this. */
    public void asked(NodeState node, String question) {
        Known of = of(node);
        Suspicion suspicion = of.suspicion;
        if (suspicion != null) {
            of.suspicion = new Suspicion(suspicion.first(), suspicion.second(), question);
        }
    }

    /** A result of this identity came, after it was found. */
    public void heard(NodeState node, String machineId) {
        Answer found = of(node).answer;
        String machine = Quoted.line(machineId);
        if (found != null && twoMachines(found.machine(), machine)) {
            twoRunners(node, found.machine(), machine);
        }
    }

    /** When a node has announced itself last, by its own clock, in s since 1970; null: the anchor's daemon did not say so. */
    public @Nullable Long announcedAtSecs(NodeState node) {
        Known of = known.get(node);
        return of == null || of.latest.isEmpty()
                ? null
                : of.latest.stream().mapToLong(Announcement::atSecs).max().orElse(0);
    }

    private static boolean twoMachines(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private void twoRunners(NodeState node, String one, String other) {
        seen(node, "runners", "two runners answer as it, on the machines " + brief(one) + " and " + brief(other));
    }

    /** The anchor's daemon has heard announcements of this identity. */
    public void announced(RunEvent.Announced event) {
        NodeState node = AgentId.parse(event.agentId()).flatMap(roster::byAgent).orElse(null);
        if (node == null || event.by().isEmpty()) {
            return;
        }
        Known of = of(node);
        for (Announcement one : event.by()) {
            of.firstAtSecs.putIfAbsent(one.machineId(), one.atSecs());
        }
        of.latest = event.by();
        if (event.by().size() > 1) {
            machines(node, of, event.by());
        } else {
            places(node, of, event.by().get(0));
        }
    }

    /** Two machines live if both announced anew, or one announced after the machine whose runner answers now. */
    private void machines(NodeState node, Known of, List<Announcement> by) {
        List<Announcement> alive = by.stream()
                .filter(one -> one.atSecs() > of.firstAtSecs.getOrDefault(one.machineId(), Long.MAX_VALUE))
                .toList();
        Answer answer = of.answer;
        Announcement own = by.stream()
                .filter(one -> answer != null && one.machineId().equals(answer.machine()))
                .findFirst()
                .orElse(null);
        Announcement other = own == null
                ? null
                : by.stream()
                        .filter(one -> !one.equals(own) && one.atSecs() > own.atSecs())
                        .findFirst()
                        .orElse(null);
        if (alive.size() > 1) {
            both(node, alive.get(0), alive.get(1));
        } else if (own != null && other != null) {
            both(node, own, other);
        }
    }

    private void both(NodeState node, Announcement one, Announcement other) {
        seen(
                node,
                "machines",
                "two machines announce its identity, " + brief(one.machineId()) + " at " + at(one.addresses()) + " and "
                        + brief(other.machineId()) + " at " + at(other.addresses()));
    }

    /** A daemon may move once. One that is back where it was before has a twin. */
    private void places(NodeState node, Known of, Announcement one) {
        List<List<String>> places = of.places;
        List<String> now = one.addresses();
        List<String> last = places.isEmpty() ? now : places.get(places.size() - 1);
        if (now.isEmpty() || (!places.isEmpty() && !Collections.disjoint(last, now))) {
            return;
        }
        boolean back = places.stream().anyMatch(place -> !Collections.disjoint(place, now));
        places.add(now);
        if (back) {
            // Behind some routers one daemon has several addresses by turns.
            seen(
                    node,
                    "places",
                    "its identity is announced in turns from " + at(last) + " and from " + at(now),
                    " seems to run");
        } else if (places.size() > 1 && of.warned.isEmpty()) {
            of.warned.add("moved");
            outbox.warn(node.label().text() + ": its identity was announced from " + at(last) + " and is now from "
                    + at(now) + ": " + RosterEntry.second(node.label()) + " seems to run" + RosterEntry.UNLESS_MOVED);
        }
    }

    private void seen(NodeState node, String kind, String how) {
        seen(node, kind, how, " runs");
    }

    private void seen(NodeState node, String kind, String how, String claim) {
        if (of(node).warned.add(kind)) {
            outbox.warn(node.label().text() + ": " + how + ": " + RosterEntry.second(node.label()) + claim);
        }
    }

    private Known of(NodeState node) {
        return known.computeIfAbsent(node, unused -> new Known());
    }

    private static String at(List<String> addresses) {
        return addresses.isEmpty() ? "an unknown address" : Quoted.line(String.join(" ", addresses));
    }

    private static String brief(String machine) {
        return Quoted.line(machine.substring(0, Math.min(8, machine.length())));
    }
}
