package dev.x0xtest.coordinator.run.drive;

import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.rest.Machines;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the anchor's daemon during a run which machines announced which agents, and passes on what looks like two daemons
 * with one identity, or like a clock that is ahead of the others. One local call each time, at 0, 2, 4, 8, 16, 24 s and so on. Confined to the event loop.
 */
public final class AnnouncementWatch implements AutoCloseable {
    private static final long FIRST_MS = 2_000;
    private static final long LONGEST_MS = 8_000;
    private static final int MOST_MACHINES = 8;
    /** An announcement of the future, against the middle one of all, comes from a wrong clock. */
    private static final long AHEAD_SECS = 300;

    /** More agents than this are not looked at: the daemon decides how many there are. */
    private static final int MOST_AGENTS = 10_000;
    /** The journal holds what is passed on. */
    private static final int MOST_EVENTS = 256;

    private final Daemon daemon;
    private final EventLoop loop;
    private final Consumer<RunEvent> events;
    private final Map<String, List<RunEvent.Announcement>> before = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private @Nullable Future<?> next;
    private int passed;
    private boolean closed;

    /** A watch that has not begun; {@code events} takes what is passed on. */
    public AnnouncementWatch(Daemon daemon, EventLoop loop, Consumer<RunEvent> events) {
        this.daemon = daemon;
        this.loop = loop;
        this.events = events;
    }

    /** Asks for the first time. */
    public void start() {
        ask(FIRST_MS);
    }

    private void ask(long againMs) {
        if (closed) {
            return;
        }
        daemon.call("GET", Machines.PATH, null).whenComplete((answer, failure) -> {
            if (failure == null && !closed) {
                take(Machines.of(answer));
            }
        });
        next = loop.schedule(() -> ask(Math.min(2 * againMs, LONGEST_MS)), againMs, TimeUnit.MILLISECONDS);
    }

    void take(List<Machines.Machine> machines) {
        Map<String, List<RunEvent.Announcement>> now = new TreeMap<>();
        machines.stream()
                .sorted(Comparator.comparing(Machines.Machine::machineId))
                .forEach(machine -> {
                    RunEvent.Announcement one = new RunEvent.Announcement(
                            machine.machineId(), machine.addresses(), machine.announcedAtSecs());
                    for (String agent : machine.agentIds()) {
                        if (now.size() < MOST_AGENTS || now.containsKey(agent)) {
                            now.merge(agent, List.of(one), AnnouncementWatch::joined);
                        }
                    }
                });
        long[] times = machines.stream()
                .mapToLong(Machines.Machine::announcedAtSecs)
                .sorted()
                .toArray();
        long usualSecs = times.length == 0 ? Long.MAX_VALUE : times[times.length / 2];
        now.forEach((agent, by) -> {
            List<RunEvent.Announcement> last = before.put(agent, by);
            boolean ahead = by.get(0).atSecs() - usualSecs > AHEAD_SECS;
            if (by.size() > 1 || (ahead && told.add(agent))) {
                pass(agent, by);
            } else if (last != null && last.size() == 1 && moved(last.get(0), by.get(0))) {
                if (told.add(agent)) {
                    pass(agent, last);
                }
                pass(agent, by);
            }
        });
    }

    private static boolean moved(RunEvent.Announcement last, RunEvent.Announcement now) {
        return last.machineId().equals(now.machineId()) && !last.addresses().equals(now.addresses());
    }

    private static List<RunEvent.Announcement> joined(
            List<RunEvent.Announcement> some, List<RunEvent.Announcement> one) {
        return some.size() < MOST_MACHINES
                ? Stream.concat(some.stream(), one.stream()).toList()
                : some;
    }

    private void pass(String agent, List<RunEvent.Announcement> by) {
        if (passed < MOST_EVENTS) {
            passed++;
            events.accept(new RunEvent.Announced(agent, by));
        }
    }

    @Override
    public void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
