package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.api.live.Refusal;
import dev.x0xtest.serve.api.live.RunAnswer;
import dev.x0xtest.serve.schedule.Decision;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The run that an operator has asked for, until it has its id. Used on the loop. */
final class AskedRun {
    private @Nullable CompletableFuture<RunAnswer> waiting;

    /** Waits for it. Whether there is no other one. */
    boolean ask(CompletableFuture<RunAnswer> answer) {
        if (waiting != null) {
            return false;
        }
        waiting = answer;
        return true;
    }

    void began(String runId) {
        CompletableFuture<RunAnswer> answer = taken();
        if (answer != null) {
            answer.complete(new RunAnswer.Started(runId));
        }
    }

    /** It is not made; {@code run} is the one that goes on, since then. */
    void refused(Decision.Refused refused, @Nullable String run, @Nullable Long sinceMs) {
        CompletableFuture<RunAnswer> answer = taken();
        if (answer != null && refused.reason() == Decision.Refused.Reason.RUNNING) {
            answer.complete(new RunAnswer.Busy(run, null, sinceMs));
        } else if (answer != null) {
            answer.completeExceptionally(new Refusal(refused.text()));
        }
    }

    /** It ended before it had an id. */
    void failed(String why) {
        CompletableFuture<RunAnswer> answer = taken();
        if (answer != null) {
            answer.completeExceptionally(new Refusal(why));
        }
    }

    private @Nullable CompletableFuture<RunAnswer> taken() {
        CompletableFuture<RunAnswer> answer = waiting;
        waiting = null;
        return answer;
    }
}
