package dev.x0xtest.local.selftest;

import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Trick;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what is done to a fleet: {@code KIND n2 [n3] [WHEN]}, nodes counted from 1. A kind is one of {@link Fault.Kind} or
 * {@link Trick.Kind}. {@code WHEN} is, of a fault, the milliseconds since the first hop ({@code +200ms}; none: from before
 * the run); of a trick, how much later ({@code 5s}) or the status of a refusal ({@code 404}).
 */
final class Breakage {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}s");
    private static final Pattern STATUS = Pattern.compile("\\d{3}");
    private static final Pattern SINCE = Pattern.compile("\\+\\d{1,6}ms");

    private final List<String> words;

    private Breakage(String text) {
        this.words = List.of(text.split(" ", -1));
    }

    /** The faults among these. */
    static List<Fault> faults(List<String> texts) {
        return texts.stream()
                .map(Breakage::new)
                .filter(Breakage::isFault)
                .map(Breakage::fault)
                .toList();
    }

    /**
     * The tricks among these.
     *
     * @throws IllegalArgumentException if one is neither a fault nor a trick
     */
    static List<Trick> tricks(List<String> texts) {
        return texts.stream()
                .map(Breakage::new)
                .filter(one -> !one.isFault())
                .map(Breakage::trick)
                .toList();
    }

    private boolean isFault() {
        return EnumSet.allOf(Fault.Kind.class).stream()
                .anyMatch(kind -> kind.name().equals(words.get(0)));
    }

    private Fault fault() {
        Fault.Kind kind = Fault.Kind.valueOf(words.get(0));
        // Of a cut, the number says how many nodes form the first group.
        int node = index(words.get(1)) + (kind == Fault.Kind.CUT ? 1 : 0);
        int other = kind.pair() ? index(words.get(2)) : -1;
        String when = rest(kind.pair() ? 3 : 2);
        require(when.isEmpty() || SINCE.matcher(when).matches(), when);
        Fault fault = other < 0 ? Fault.of(kind, node) : Fault.of(kind, node, other);
        return when.isEmpty()
                ? fault
                : fault.beginning(Duration.ofMillis(Long.parseLong(when.substring(1, when.length() - 2))));
    }

    private Trick trick() {
        Trick.Kind kind = Trick.Kind.valueOf(words.get(0));
        Trick trick = Trick.of(kind, index(words.get(1)), kind.nodes() == 2 ? index(words.get(2)) : -1);
        String rest = rest(1 + kind.nodes());
        if (SECONDS.matcher(rest).matches()) {
            return trick.after(Duration.ofSeconds(Long.parseLong(rest.substring(0, rest.length() - 1))));
        }
        require(rest.isEmpty() || STATUS.matcher(rest).matches(), rest);
        return rest.isEmpty() ? trick : trick.answering(Integer.parseInt(rest));
    }

    private String rest(int from) {
        require(words.size() <= from + 1, "too many words");
        return words.size() > from ? words.get(from) : "";
    }

    private static int index(String node) {
        return Integer.parseInt(node.substring(1)) - 1;
    }

    private void require(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException(String.join(" ", words) + ": " + what);
        }
    }
}
