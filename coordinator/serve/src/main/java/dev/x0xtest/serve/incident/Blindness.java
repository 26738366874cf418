package dev.x0xtest.serve.incident;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.Set;

/**
 * Notices that the daemon itself sees nothing: no run was judged for three intervals, or its database is away as long; and
 * names nodes of which a run saw nothing. The kind is none of the causes', because nothing in the mesh need be wrong.
 */
final class Blindness {
    static final String KIND = "BLIND";

    private static final long MINUTE_MS = 60_000;

    private final String what;
    private final String words;
    private long intervalMs;
    private long baseMs;
    private boolean counts;
    private String reason = "none";
    private String why = "no run has ended";

    /**
     * Watches for something that is not missing yet.
     *
     * @param what it is, for programs
     * @param words that it is missing, for people, as the start of a sentence
     */
    Blindness(String what, String words, long nowMs) {
        this.what = what;
        this.words = words;
        baseMs = nowMs;
    }

    void every(long ms) {
        intervalMs = ms;
    }

    /** From now on it has to come in each interval; an interval of 0: it has not. */
    void expect(long everyMs, long nowMs) {
        boolean expected = everyMs > 0;
        if (!counts && expected) {
            baseMs = nowMs;
        }
        counts = expected;
        intervalMs = everyMs;
    }

    long interval() {
        return intervalMs;
    }

    boolean isAbout(Tracked one) {
        return one.isBlind() && one.incident().subject().contains("\"what\":\"" + what + "\"");
    }

    /** An earlier process saw it last then. */
    void last(long ms) {
        baseMs = ms;
        counts = true;
    }

    /** It is there, or nobody wants it now. */
    void seen(long nowMs) {
        baseMs = nowMs;
    }

    /** It is there and is no longer waited for. */
    void done(long nowMs) {
        baseMs = nowMs;
        counts = false;
    }

    /** It is missing; {@code label} says why for programs. */
    void missing(String label, String text) {
        reason = label;
        why = text;
    }

    /** It is missing now, and was there until now unless it is waited for already. */
    void lost(String label, String text, long nowMs) {
        if (!counts) {
            baseMs = nowMs;
            counts = true;
        }
        missing(label, text);
    }

    /** Time that passed while nobody watched, as while the machine was suspended, counts for nothing. */
    void shift(long ms) {
        baseMs += ms;
    }

    boolean due(long nowMs) {
        return counts && intervalMs > 0 && nowMs - baseMs >= IncidentRules.BLIND_INTERVALS * intervalMs;
    }

    long sinceMs() {
        return baseMs;
    }

    /** Nobody could observe a pair from or to this node; {@code state} is what the run says of its runner. */
    static Sighting node(NodeLabel node, String state) {
        String said = Sightings.plain(state);
        String subject = JsonNodeFactory.instance
                .objectNode()
                .put("what", "node")
                .put("node", node.text())
                .put("reason", said)
                .toString();
        return new Sighting(
                KIND,
                null,
                subject,
                List.of(node.text()),
                List.of(),
                Set.of(),
                Cause.Severity.RED.label(),
                true,
                0,
                Sightings.plain("no pair from or to " + node.text() + " could be observed"
                        + (said.isEmpty() ? "" : ": " + said)),
                "x0xtest status");
    }

    Sighting sighting(String next) {
        long minutes = IncidentRules.BLIND_INTERVALS * intervalMs / MINUTE_MS;
        String subject = JsonNodeFactory.instance
                .objectNode()
                .put("what", what)
                .put("reason", reason)
                .toString();
        return new Sighting(
                KIND,
                null,
                subject,
                List.of(),
                List.of(),
                Set.of(),
                Cause.Severity.RED.label(),
                true,
                0,
                Sightings.plain(words + " for " + (minutes > 0 ? minutes + " min" : "three intervals") + ": " + why),
                next);
    }
}
