package dev.x0xtest.serve.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.matrix.Loop;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.serve.schedule.harm.AnchorCounters;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads counters of the anchor's x0xd over its REST interface. */
final class AnchorReads {
    private static final Logger log = LoggerFactory.getLogger(AnchorReads.class);
    private static final int SECONDS = 5;

    private AnchorReads() {}

    /** Its counters now; what cannot be read stays unknown. Blocks for half a minute at most. */
    static AnchorCounters counters(AnchorOptions.Anchor anchor) throws InterruptedException {
        RestOptions options = RestOptions.defaults().withDeadline(Duration.ofSeconds(SECONDS));
        try (Loop loop = Loop.start();
                AnchorRoute.Link link = anchor.route().open(loop.eventLoop(), StrongRandom.system());
                Daemon daemon = RestDaemon.open(
                        link.address(), link.guarded(anchor.token().get()), loop.eventLoop(), options)) {
            return AnchorCounters.of(
                    read(daemon, AnchorCounters.DM),
                    read(daemon, AnchorCounters.GOSSIP),
                    read(daemon, AnchorCounters.CONNECTIVITY));
        } catch (EnvironmentException e) {
            log.debug("the anchor's counters cannot be read", e);
            return AnchorCounters.UNKNOWN;
        }
    }

    private static @Nullable JsonNode read(Daemon daemon, String path) throws InterruptedException {
        try {
            return daemon.call("GET", path, null).get(SECONDS, TimeUnit.SECONDS).body();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("path={}", path, e);
            return null;
        }
    }
}
