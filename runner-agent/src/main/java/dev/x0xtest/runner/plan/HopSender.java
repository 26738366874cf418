package dev.x0xtest.runner.plan;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.action.send.RecipientPolicy;
import dev.x0xtest.runner.action.send.SendOutcomes;
import dev.x0xtest.runner.plan.run.PlanRow;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.RunReport;
import io.netty.channel.EventLoop;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends a hop through the daemon on the plane of the run. Confined to the event loop. */
public final class HopSender {
    private static final String ACKED = "acked";
    private static final String FAILED = "failed";
    private static final String UNKNOWN = "unknown";
    private static final String NOT_ATTEMPTED = "not_attempted";

    private final Daemon daemon;
    private final EventLoop loop;
    private final RecipientPolicy recipients;
    private final Map<String, Long> ended = new LinkedHashMap<>();
    private long sent;

    public HopSender(Daemon daemon, EventLoop loop, RecipientPolicy recipients) {
        this.daemon = daemon;
        this.loop = loop;
        this.recipients = recipients;
        List.of(ACKED, FAILED, UNKNOWN, NOT_ATTEMPTED).forEach(outcome -> ended.put(outcome, 0L));
    }

    /** Hops that were handed to the daemon. */
    public long sent() {
        return sent;
    }

    /** Hops that have ended: {@code acked}, {@code failed}, {@code unknown} or {@code not_attempted}. */
    public Map<String, Long> ended() {
        return Collections.unmodifiableMap(ended);
    }

    private PlanRow.HopOutcome counted(PlanRow.HopOutcome outcome) {
        String name = switch (outcome.state()) {
            case RunReport.RowEntry.OK -> ACKED;
            case RunReport.RowEntry.ERROR -> FAILED;
            case RunReport.RowEntry.NOT_ATTEMPTED -> NOT_ATTEMPTED;
            default -> UNKNOWN;
        };
        ended.merge(name, 1L, Long::sum);
        return outcome;
    }

    /** Sends the hop. Completes normally on the event loop. */
    CompletableFuture<PlanRow.HopOutcome> send(Plane plane, PlanRow.Hop hop) {
        if (!recipients.allows(hop.to(), loop.ticker().nanoTime())) {
            return CompletableFuture.completedFuture(counted(notAttempted("recipient_not_allowed")));
        }
        sent++;
        return daemon.send(SendRequest.hop(plane, hop.to(), hop.frame(), Plane.RAW_ACK_MS))
                .handle((answer, error) -> counted(answer(answer, error)));
    }

    private static PlanRow.HopOutcome answer(Daemon.@Nullable SendResponse answer, @Nullable Throwable error) {
        if (answer != null) {
            return new PlanRow.HopOutcome(RunReport.RowEntry.OK, answer.path(), null, null, null, answer.retriesUsed());
        }
        Throwable cause = error == null ? new IllegalStateException("no answer") : Causes.unwrapped(error);
        if (!(cause instanceof DaemonException failure)) {
            return new PlanRow.HopOutcome(
                    RunReport.RowEntry.UNKNOWN, null, null, "internal_error", String.valueOf(cause), null);
        }
        if (SendOutcomes.neverReached(failure)) {
            return notAttempted("own daemon unreachable: " + failure.getMessage());
        }
        String kind = failure.kind().name().toLowerCase(Locale.ROOT);
        String code = failure.code().isEmpty() ? kind : failure.code();
        String state = failure.kind() == DaemonException.Kind.DISCONNECTED
                ? RunReport.RowEntry.UNKNOWN
                : RunReport.RowEntry.ERROR;
        Integer status = failure.status() == 0 ? null : failure.status();
        return new PlanRow.HopOutcome(
                state, null, status, code, failure.detail().isEmpty() ? null : failure.detail(), null);
    }

    private static PlanRow.HopOutcome notAttempted(String reason) {
        return new PlanRow.HopOutcome(RunReport.RowEntry.NOT_ATTEMPTED, null, null, reason, null, null);
    }
}
