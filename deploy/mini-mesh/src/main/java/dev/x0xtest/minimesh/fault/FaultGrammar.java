package dev.x0xtest.minimesh.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a fault from one line of text, as a command line gives it:
 *
 * <pre>
 * fault  = action { " " key "=" value }
 * action = drop | delay | retransmit | duplicate | corrupt | reorder | false-ack | lose-ack | refuse | stall
 * key    = src | dst      a party: *, an index, an instance name, or at least 8 characters of an agent id
 *        | plane          raw, gossip, durable, pubsub; comma-separated
 *        | prefix         the start of the payload, UTF-8, without spaces
 *        | count          how many deliveries at most
 *        | ms             delay, retransmit: milliseconds (100)
 *        | percent        retransmit: lost packets     (30)
 *        | extra          duplicate: further copies    (1)
 *        | status, error  refuse: the answer           (503 no_connectivity)
 * </pre>
 *
 * <p>Example: {@code drop src=0 dst=2 plane=raw prefix=hello| count=1}. Other input is refused with an
 * {@link IllegalArgumentException} whose message says what is wrong.
 */
final class FaultGrammar {
    private FaultGrammar() {}

    /** Parses one line. */
    static Fault parse(String line) {
        String[] words = line.strip().split("\\s+", -1);
        Map<String, String> options = options(words);
        Fault fault = Fault.of(action(words[0], options));
        fault = fault.from(take(options, "src", "*")).to(take(options, "dst", "*"));
        fault = fault.times(number(options, "count", Long.MAX_VALUE));
        String prefix = options.remove("prefix");
        if (prefix != null) {
            fault = fault.prefix(prefix);
        }
        String planes = options.remove("plane");
        if (planes != null) {
            fault = onPlanes(fault, planes);
        }
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "fault: unknown key " + options.keySet().iterator().next());
        }
        return fault;
    }

    private static Map<String, String> options(String[] words) {
        var options = new LinkedHashMap<String, String>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("fault: expected key=value instead of " + word);
            }
            options.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return options;
    }

    private static FaultAction action(String name, Map<String, String> options) {
        return switch (name) {
            case "drop" -> new FaultAction.Drop();
            case "delay" -> new FaultAction.Delay(Duration.ofMillis(number(options, "ms", 100)));
            case "retransmit" ->
                new FaultAction.Retransmit(
                        (int) Math.min(100, number(options, "percent", 30)),
                        Duration.ofMillis(number(options, "ms", 100)));
            case "duplicate" -> new FaultAction.Duplicate((int) number(options, "extra", 1));
            case "corrupt" -> new FaultAction.Corrupt();
            case "reorder" -> new FaultAction.Reorder();
            case "false-ack" -> new FaultAction.FalseAck();
            case "lose-ack" -> new FaultAction.LoseAck();
            case "refuse" ->
                new FaultAction.Refuse((int) number(options, "status", 503), take(options, "error", "no_connectivity"));
            case "stall" -> new FaultAction.Stall();
            default -> throw new IllegalArgumentException("fault: unknown action " + name);
        };
    }

    private static Fault onPlanes(Fault fault, String planes) {
        var list = Arrays.stream(planes.split(",", -1)).map(FaultGrammar::plane).toList();
        return fault.on(list.get(0), list.toArray(Fault.Plane[]::new));
    }

    private static Fault.Plane plane(String name) {
        try {
            return Fault.Plane.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("fault: unknown plane " + name, e);
        }
    }

    private static String take(Map<String, String> options, String key, String otherwise) {
        @Nullable String value = options.remove(key);
        return value == null ? otherwise : value;
    }

    private static long number(Map<String, String> options, String key, long otherwise) {
        String text = options.remove(key);
        try {
            return text == null ? otherwise : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("fault: " + key + " is not a number: " + text, e);
        }
    }
}
