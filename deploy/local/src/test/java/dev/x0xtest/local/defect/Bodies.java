package dev.x0xtest.local.defect;

import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.cell.CellJudge;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.HopId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunRef;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** What defective methods do in the place of the right thing. */
@SuppressWarnings("UnusedVariable") // Byte Buddy reads what is assigned
public final class Bodies {
    private Bodies() {}

    /** Derives the key of every source from one id. */
    static final class OneKey {
        private OneKey() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 1, readOnly = false) AgentId source) {
            source = new AgentId("00".repeat(32));
        }
    }

    /** Every epoch has the id of the first. */
    static final class SameRun {
        private SameRun() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) String firstRun,
                @Advice.Argument(1) int epoch,
                @Advice.Return(readOnly = false) RunRef returned) {
            returned = new RunRef(firstRun, epoch);
        }
    }

    /** Twice as many. */
    static final class Twice {
        private Twice() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) int returned) {
            returned = 2 * returned;
        }
    }

    /** Without what ended it. */
    static final class Whole {
        private Whole() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Report returned) {
            returned = Report.of(
                            returned.runId(),
                            returned.plane(),
                            returned.scope(),
                            returned.anchor(),
                            returned.roster(),
                            returned.cells(),
                            returned.totals().controlDms(),
                            returned.timing(),
                            null,
                            returned.counters(),
                            returned.warnings(),
                            returned.epochs(),
                            returned.origin())
                    .with(returned.facts());
        }
    }

    /** The first, and no further one. */
    static final class FirstOnly {
        private FirstOnly() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("step") int step,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
            returned = step > 0 ? null : returned;
        }
    }

    /** From whom it should be. */
    static final class RightSender {
        private RightSender() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) HopId id,
                @Advice.Argument(value = 2, readOnly = false) AgentId sender,
                @Advice.FieldValue("plan") Plan plan) {
            sender = new AgentId(plan.roster().get(id.source()).agentId());
        }
    }

    /** Sent and acknowledged. */
    public static final class Accepted {
        private Accepted() {}

        public static SenderRecord any() {
            return new SenderRecord.Accepted("raw_quic_acked", 0, 1, 0);
        }
    }

    /** Proven. */
    public static final class Proven {
        private Proven() {}

        public static CellJudge.Judgement any() {
            return new CellJudge.Judgement(CellOutcome.PROVEN, null, null, false);
        }
    }

    /** In time. */
    public static final class InTime {
        private InTime() {}

        public static ReceiverRecord any() {
            return ReceiverRecord.INTACT;
        }
    }

    /** Nothing is to blame. */
    public static final class NoCauses {
        private NoCauses() {}

        public static Causes any() {
            return Causes.NONE;
        }
    }
}
