package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final EventLoop loop = channel.eventLoop();
    private final Deadline deadline = new Deadline(loop);
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void closeChannel() {
        channel.close();
    }

    @Test
    void theTaskRunsOnceWhenItsTimeHasPassed() {
        deadline.set(SECOND, () -> ran.add("task"));
        pass(999);
        assertThat(ran).isEmpty();
        pass(1);
        pass(5000);
        assertThat(ran).containsExactly("task");
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        deadline.set(SECOND, () -> ran.add("task"));
        pass(500);
        deadline.cancel();
        deadline.cancel();
        pass(5000);
        assertThat(ran).isEmpty();
    }

    @Test
    void aNewTaskReplacesTheOneBefore() {
        deadline.set(SECOND, () -> ran.add("first"));
        pass(500);
        deadline.set(SECOND, () -> ran.add("second"));
        pass(999);
        assertThat(ran).isEmpty();
        pass(1);
        pass(5000);
        assertThat(ran).containsExactly("second");
    }

    @Test
    void aTaskThatIsDueDoesNotRunOnceItIsCancelled() {
        loop.schedule(deadline::cancel, 1, TimeUnit.SECONDS);
        deadline.set(SECOND, () -> ran.add("task"));
        pass(1000);
        pass(5000);
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskMaySetTheNextOne() {
        deadline.set(SECOND, () -> {
            ran.add("first");
            deadline.set(SECOND, () -> ran.add("second"));
        });
        pass(1000);
        assertThat(ran).containsExactly("first");
        pass(1000);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void oneThatIsCancelledCanBeSetAgain() {
        Deadline set = Deadline.after(loop, SECOND, () -> ran.add("first"));
        set.cancel();
        set.setNanos(1, () -> ran.add("second"));
        pass(1000);
        assertThat(ran).containsExactly("second");
    }

    private void pass(long millis) {
        ticker.advance(millis, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }
}
