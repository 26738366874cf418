package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.tunnel.SshRead;
import dev.x0xtest.coordinator.tunnel.SshTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clock and the runner's unit of a host, asked over ssh.
 *
 * @param clock null: unknown
 * @param unit the state of the runner's unit; empty: unknown
 */
record HostFacts(@Nullable ClockOffset clock, String unit) {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** The runner's unit is an instance named after the network. */
    private static final String SCRIPT = "date +clock=%s%3N; systemctl show 'x0xtest-runner@NETWORK.service'"
            + " -p LoadState -p ActiveState -p SubState -p StatusText 2>/dev/null || :";

    /** Runs one ssh; blocks for at most 15 s. */
    static HostFacts ask(String node, SshTarget target, Network network, Clock clock) {
        long before = clock.millis();
        String printed = SshRead.shell(
                node, target, SCRIPT.replace("NETWORK", network.name().text()), LIMIT);
        return of(printed, before, clock.millis());
    }

    static HostFacts of(String printed, long beforeMs, long afterMs) {
        Map<String, String> values = new HashMap<>();
        printed.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).strip());
            }
        });
        String clock = values.getOrDefault("clock", "");
        return new HostFacts(
                clock.matches("\\d{1,15}") ? ClockOffset.between(beforeMs, Long.parseLong(clock), afterMs) : null,
                unit(values));
    }

    private static String unit(Map<String, String> values) {
        String load = values.getOrDefault("LoadState", "");
        if (load.isEmpty()) {
            return "";
        }
        if (!load.equals("loaded")) {
            return "no unit";
        }
        String state = values.getOrDefault("ActiveState", "") + " (" + values.getOrDefault("SubState", "") + ")";
        String status = values.getOrDefault("StatusText", "");
        return status.isEmpty() ? state : state + ", " + status;
    }
}
