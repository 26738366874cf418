package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Power;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The coordinators that this runner obeys, with their powers. Without a configured coordinator it obeys no command.
 * Immutable.
 */
public final class Authority {
    private static final Set<Power> DEFAULT_POWERS = EnumSet.of(Power.MEASURE, Power.PAIRWISE);

    private final Map<AgentId, Set<Power>> coordinators;

    private Authority(Map<AgentId, Set<Power>> coordinators) {
        this.coordinators = coordinators;
    }

    /**
     * Reads items of the forms {@code ID}, {@code ID=power} and {@code power}; a lone power belongs to the id before
     * it. An item may be a comma-separated list of items. An id that occurs twice gets the powers of both.
     *
     * @throws IllegalArgumentException whose message is one line for a person
     */
    public static Authority parse(List<String> items) {
        Map<AgentId, Set<Power>> coordinators = new LinkedHashMap<>();
        AgentId current = null;
        for (String item :
                items.stream().flatMap(text -> Stream.of(text.split(","))).toList()) {
            String[] parts = item.strip().split("=", 2);
            if (parts.length == 1 && current != null && powerNamed(parts[0]) != null) {
                grant(coordinators, current, EnumSet.of(power(parts[0])));
                continue;
            }
            current = id(parts[0]);
            grant(coordinators, current, parts.length == 1 ? DEFAULT_POWERS : EnumSet.of(power(parts[1])));
        }
        return new Authority(coordinators);
    }

    private static AgentId id(String text) {
        return AgentId.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("--coordinator: '" + text
                        + "' is neither an agent id (64 hex characters, see `x0xtest whoami`) nor a power ("
                        + names(EnumSet.allOf(Power.class)) + ")"));
    }

    private static void grant(Map<AgentId, Set<Power>> coordinators, AgentId id, Set<Power> powers) {
        coordinators.computeIfAbsent(id, unused -> EnumSet.noneOf(Power.class)).addAll(powers);
    }

    private static @Nullable Power powerNamed(String name) {
        for (Power power : Power.values()) {
            if (power.name().toLowerCase(Locale.ROOT).equals(name)) {
                return power;
            }
        }
        return null;
    }

    private static Power power(String name) {
        Power power = powerNamed(name);
        if (power == null) {
            throw new IllegalArgumentException(
                    "--coordinator: '" + name + "' is not a power; there are " + names(EnumSet.allOf(Power.class)));
        }
        return power;
    }

    public boolean lists(AgentId sender) {
        return coordinators.containsKey(sender);
    }

    boolean grants(AgentId sender, Power power) {
        return coordinators.getOrDefault(sender, Set.of()).contains(power);
    }

    /** Whether any coordinator has the power. */
    public boolean grantsAnybody(Power power) {
        return coordinators.values().stream().anyMatch(powers -> powers.contains(power));
    }

    public Set<AgentId> coordinators() {
        return Set.copyOf(coordinators.keySet());
    }

    /** Describes the coordinators for the log line at start. */
    public String describe() {
        if (coordinators.isEmpty()) {
            return "obeys no coordinator: give --coordinator ID";
        }
        return "obeys "
                + coordinators.entrySet().stream()
                        .map(entry -> entry.getKey().hex() + "=" + names(entry.getValue()))
                        .collect(Collectors.joining(" "));
    }

    /** Describes the coordinators for the status line. */
    public String describeBriefly() {
        int count = coordinators.size();
        return switch (count) {
            case 0 -> "obeys no coordinator: none is configured";
            case 1 -> "obeys 1 coordinator";
            default -> "obeys " + count + " coordinators";
        };
    }

    private static String names(Set<Power> powers) {
        return powers.stream()
                .map(power -> power.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
