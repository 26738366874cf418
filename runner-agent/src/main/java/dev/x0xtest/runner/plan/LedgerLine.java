package dev.x0xtest.runner.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One line of the ledger of a run: an event and its time, as JSON. Public for the codec only.
 *
 * @param kind the kind of event
 * @param atNs the host's monotonic clock, in ns; comparable within one boot of the host
 * @param wallMs wall clock, in ms since 1970
 * @param event the event's fields
 */
public record LedgerLine(String kind, long atNs, long wallMs, ObjectNode event) {
    private static final Codec<LedgerLine> CODEC = Codecs.record(LedgerLine.class);

    private static final List<Kind<?>> KINDS = List.of(
            Kind.of("armed", LedgerEvent.Armed.class),
            Kind.of("baseline", LedgerEvent.Baseline.class),
            Kind.of("renewed", LedgerEvent.Renewed.class),
            Kind.of("held", LedgerEvent.Held.class),
            Kind.of("went", LedgerEvent.Went.class),
            Kind.of("begun", LedgerEvent.Begun.class),
            Kind.of("answered", LedgerEvent.Answered.class),
            Kind.of("saw", LedgerEvent.Saw.class),
            Kind.of("restarted", LedgerEvent.Restarted.class),
            Kind.of("stopped", LedgerEvent.Stopped.class));

    private record Kind<T extends Record & LedgerEvent>(String name, Class<T> type, Codec<T> codec) {
        static <T extends Record & LedgerEvent> Kind<T> of(String name, Class<T> type) {
            return new Kind<>(name, type, Codecs.record(type));
        }

        LedgerLine line(LedgerEvent event, long atNs, long wallMs) {
            return new LedgerLine(name, atNs, wallMs, codec.encode(type.cast(event)));
        }
    }

    static LedgerLine of(LedgerEvent event, long atNs, long wallMs) {
        return KINDS.stream()
                .filter(kind -> kind.type().isInstance(event))
                .findFirst()
                .orElseThrow()
                .line(event, atNs, wallMs);
    }

    /** Throws for a line that this class did not write. */
    static LedgerLine parse(String text) throws WireException {
        return CODEC.decode(WireJson.parseObject(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The event of the line; throws for an unknown one. */
    LedgerEvent read() throws WireException {
        for (Kind<?> known : KINDS) {
            if (known.name().equals(kind)) {
                return known.codec().decode(event);
            }
        }
        throw new WireException(
                WireException.Kind.BAD_VALUE, "not the ledger of a run: an event " + WireException.quote(kind));
    }

    /**
     * Whether the host was not booted since the ledger began.
     *
     * @throws WireException when these lines are not the ledger of a run
     */
    static boolean sameBoot(List<String> lines, String boot) throws WireException {
        return armed(lines).boot().equals(boot);
    }

    private static LedgerEvent.Armed armed(List<String> lines) throws WireException {
        if (parse(lines.isEmpty() ? "" : lines.get(0)).read() instanceof LedgerEvent.Armed armed) {
            return armed;
        }
        throw new WireException(WireException.Kind.BAD_VALUE, "not the ledger of a run: it begins without a plan");
    }

    /**
     * Makes a run again from the lines of its ledger. The run does not know yet that the runner was restarted:
     * {@link LedgerEvent.Restarted}.
     *
     * @throws WireException when these lines are not the ledger of a run
     */
    static PlanRun replay(List<String> lines, Now now, RandomGenerator random) throws WireException {
        LedgerEvent.Armed armed = armed(lines);
        LedgerLine first = parse(lines.get(0));
        boolean sameBoot = sameBoot(lines, now.boot());
        long shiftNanos = sameBoot ? -now.startNanos() : now.afterBoot(parse(lines.get(lines.size() - 1)));
        PlanRun run = new PlanRun(
                armed.plan(),
                agent(armed.coordinator()),
                armed.chunks(),
                armed.attachment(),
                random,
                first.atNs() + shiftNanos,
                first.wallMs());
        for (String text : lines.subList(1, lines.size())) {
            LedgerLine line = parse(text);
            line.read().applyTo(run, line.atNs() + shiftNanos, line.wallMs());
        }
        return run;
    }

    private static AgentId agent(String hex) throws WireException {
        try {
            return new AgentId(hex);
        } catch (IllegalArgumentException e) {
            throw new WireException(WireException.Kind.BAD_VALUE, "not the ledger of a run: no coordinator", e);
        }
    }

    /**
     * The clocks of the process that makes a run again.
     *
     * @param boot id of the host's boot
     * @param startNanos start of the process on the host's monotonic clock
     * @param nanos time since then
     * @param wallMs wall clock, in ms since 1970
     */
    record Now(String boot, long startNanos, long nanos, long wallMs) {
        /** What to add to the times of a ledger of an earlier boot: the wall clock ran on, and is not exact. */
        private long afterBoot(LedgerLine last) {
            return nanos - last.atNs() - Math.max(0, wallMs - last.wallMs()) * 1_000_000;
        }
    }

    /** The wall clock of the last line, in ms since 1970; throws when these lines are not the ledger of a run. */
    static long lastWallMs(List<String> lines) throws WireException {
        return parse(lines.isEmpty() ? "" : lines.get(lines.size() - 1)).wallMs();
    }

    /** One line of JSON, without its end. */
    String text() {
        return new String(WireJson.compact(CODEC.encode(this)), StandardCharsets.UTF_8);
    }
}
