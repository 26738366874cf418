package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.daemon.rest.Machines.Machine;
import dev.x0xtest.wire.AgentId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds a second daemon with the identity of a node, such as on a cloned machine, in what the anchor's daemon has heard.
 * The claim is only as strong as the evidence: a machine that announced the identity may have stopped since. Pure.
 */
final class Twins {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final List<Machine> before;
    private final List<Machine> after;

    /** What the anchor's daemon knew at two moments, the second after the visits to all hosts. */
    Twins(List<Machine> before, List<Machine> after) {
        this.before = List.copyOf(before);
        this.after = List.copyOf(after);
    }

    /** The machine with this id; null: not known. */
    static @Nullable Machine machine(List<Machine> machines, String id) {
        return machines.stream()
                .filter(machine -> machine.machineId().equals(id))
                .findFirst()
                .orElse(null);
    }

    /**
     * One sentence on a second daemon with this identity; null: nothing hints at one.
     *
     * @param ownMachine the machine id of the node's own daemon; null: it was not asked
     * @param own that daemon's own announcement, read before ours; null: not known
     */
    @Nullable
    String of(AgentId agent, @Nullable String ownMachine, @Nullable Machine own) {
        List<Machine> announcers = after.stream()
                .filter(machine -> machine.agentIds().contains(agent.hex()))
                .toList();
        Machine kept = announcers.stream()
                .filter(machine -> machine.machineId().equals(ownMachine))
                .findFirst()
                .orElse(null);
        if (ownMachine == null) {
            List<Machine> alive = announcers.stream().filter(this::goesOn).toList();
            return alive.size() < 2
                    ? null
                    : "machines " + brief(alive.get(0)) + " and " + brief(alive.get(1))
                            + " announce its identity: a second x0xd with this identity runs";
        }
        for (Machine other : announcers) {
            if (!Objects.equals(other.machineId(), ownMachine)) {
                boolean alive = goesOn(other) || (kept != null && other.announcedAtSecs() > kept.announcedAtSecs());
                return "machine " + brief(other)
                        + (alive
                                ? " announces its identity too"
                                : " announced its identity at "
                                        + TIME.format(Instant.ofEpochSecond(other.announcedAtSecs())))
                        + ": a second x0xd with this identity runs" + (alive ? "" : ", or ran until then");
            }
        }
        return kept == null || own == null || !elsewhere(kept, own)
                ? null
                : "its identity is announced from " + at(kept) + ", but its own x0xd announces " + at(own)
                        + ": a second x0xd with this identity seems to run, such as on a cloned machine";
    }

    private boolean goesOn(Machine machine) {
        Machine earlier = machine(before, machine.machineId());
        return earlier != null && machine.announcedAtSecs() > earlier.announcedAtSecs();
    }

    /** A newer announcement that shares no address with the daemon's own. */
    private static boolean elsewhere(Machine heard, Machine own) {
        return heard.announcedAtSecs() > own.announcedAtSecs()
                && !heard.addresses().isEmpty()
                && !own.addresses().isEmpty()
                && Collections.disjoint(heard.addresses(), own.addresses());
    }

    private static String brief(Machine machine) {
        return line(machine.machineId()
                        .substring(0, Math.min(8, machine.machineId().length()))) + " at " + at(machine);
    }

    private static String at(Machine machine) {
        return machine.addresses().isEmpty() ? "an unknown address" : line(String.join(" ", machine.addresses()));
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
