package dev.x0xtest.runner.plan;

import dev.x0xtest.runner.plan.run.PlanColumn;
import dev.x0xtest.runner.plan.run.PlanRow;
import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import java.util.BitSet;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An event that moved a {@link PlanRun}. The events of a run, in order, make the same run again. Public for the codecs
 * only. Times are those of {@link LedgerLine}.
 */
public sealed interface LedgerEvent {
    /** Does to the run what the event did; throws when the run cannot have had this event now. */
    void applyTo(PlanRun run, long atNs, long wallMs) throws WireException;

    /** The plan was stored; always the first event. {@code boot} is the id of the host's boot. */
    record Armed(Plan plan, String coordinator, boolean chunks, Attachment attachment, String boot)
            implements LedgerEvent {
        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) throws WireException {
            throw bad("a second plan");
        }
    }

    /** The stream at arming was read again. */
    record Baseline(Attachment attachment) implements LedgerEvent {
        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) {
            run.armed(attachment);
        }
    }

    /** The coordinator was heard of. */
    record Renewed() implements LedgerEvent {
        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) {
            run.renew(atNs, wallMs);
        }
    }

    /** A process of the coordinator became the holder. */
    record Held(String holder) implements LedgerEvent {
        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) {
            run.hold(holder);
        }
    }

    /**
     * The schedule started; {@code armed} are the nodes that take part, in hexadecimal as in {@code go}, {@code wallUs} is the
     * wall clock in us since 1970, null in ledgers of older runners.
     */
    record Went(String armed, @Nullable Long wallUs) implements LedgerEvent {
        static Went of(BitSet armed, long wallUs) {
            return new Went(HexFormat.of().formatHex(armed.toByteArray()), wallUs);
        }

        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) throws WireException {
            try {
                run.go(BitSet.valueOf(HexFormat.of().parseHex(armed)), atNs, wallUs);
            } catch (IllegalArgumentException e) {
                throw bad("its go names no nodes");
            }
        }
    }

    /** An attempt is about to leave: written before it does. */
    record Begun(String hop) implements LedgerEvent {
        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) throws WireException {
            if (run.nextAgain(id(hop), atNs) == null) {
                throw bad("the hop " + hop + " does not wait");
            }
        }
    }

    /** An attempt ended; the fields are those of {@link PlanRow.HopOutcome}. */
    record Answered(
            String hop,
            String state,
            @Nullable String path,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Integer retriesUsed)
            implements LedgerEvent {
        static Answered of(HopId hop, PlanRow.HopOutcome answer) {
            return new Answered(
                    hop.text(),
                    answer.state(),
                    answer.path(),
                    answer.status(),
                    answer.code(),
                    answer.detail(),
                    answer.retriesUsed());
        }

        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) throws WireException {
            run.answered(id(hop), new PlanRow.HopOutcome(state, path, status, code, detail, retriesUsed), atNs);
        }
    }

    /** A hop arrived: {@code what} and {@code sender} as in {@link RunReport.ColumnEntry}. */
    record Saw(String hop, String what, @Nullable String sender, boolean verified, boolean history)
            implements LedgerEvent {
        static Saw of(PlanColumn.Arrived seen) {
            return new Saw(seen.id().text(), seen.what(), seen.sender(), seen.verified(), seen.history());
        }

        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) throws WireException {
            run.sawAgain(new PlanColumn.Arrived(id(hop), what, sender, verified, history), atNs);
        }
    }

    /** A later process of the runner took the run over; {@code sameBoot}: the host was not booted in between. */
    record Restarted(boolean sameBoot) implements LedgerEvent {
        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) {
            run.restarted(sameBoot, atNs);
        }
    }

    /** No attempt starts any more. {@code closed}: the coordinator ended the run. */
    record Stopped(String reason, boolean closed) implements LedgerEvent {
        @Override
        public void applyTo(PlanRun run, long atNs, long wallMs) {
            if (closed) {
                run.close(reason, atNs);
            } else {
                run.stop(reason, atNs);
            }
        }
    }

    private static HopId id(String hop) throws WireException {
        return HopId.parse(hop).orElseThrow(() -> bad("a hop has no id"));
    }

    private static WireException bad(String why) {
        return new WireException(WireException.Kind.BAD_VALUE, "not the ledger of a run: " + why);
    }
}
