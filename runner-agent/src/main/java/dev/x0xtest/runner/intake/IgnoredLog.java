package dev.x0xtest.runner.intake;

import dev.x0xtest.runner.gate.GateVerdict;
import dev.x0xtest.runner.gate.IgnoredCommands;
import dev.x0xtest.wire.AgentId;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs ignored commands: the first at once, then one summary a minute. Confined to the event loop. */
final class IgnoredLog {
    private static final Logger log = LoggerFactory.getLogger(IgnoredLog.class);

    private final EventLoop loop;
    private final IgnoredCommands counts = new IgnoredCommands();
    private boolean quietMinute;

    IgnoredLog(EventLoop loop) {
        this.loop = loop;
    }

    void count(GateVerdict.IgnoreReason reason, @Nullable AgentId sender) {
        counts.count(reason, sender);
        if (!quietMinute) {
            say();
        }
    }

    Map<GateVerdict.IgnoreReason, Long> totals() {
        return counts.totals();
    }

    private void say() {
        quietMinute = false;
        counts.summary().ifPresent(line -> {
            log.warn("{}", line);
            quietMinute = true;
            loop.schedule(this::say, 1, TimeUnit.MINUTES);
        });
    }
}
