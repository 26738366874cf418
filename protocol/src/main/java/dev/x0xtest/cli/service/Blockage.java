package dev.x0xtest.cli.service;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blocks a thread on purpose, to test the watchdog: {@code -Dx0xtest.block=loop} blocks the event loop once the
 * program is ready, {@code -Dx0xtest.block=worker} another thread.
 */
public final class Blockage {
    private static final Logger log = LoggerFactory.getLogger(Blockage.class);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Blockage() {}

    /** Blocks as the property says. Call it on the event loop. */
    public static void fromProperty(Optional<String> what) {
        if (what.isEmpty()) {
            return;
        }
        log.warn("x0xtest.block={}: blocking a thread from now on, on purpose", what.get());
        if (what.get().equals("loop")) {
            standStill();
        } else {
            Thread worker = new Thread(Blockage::standStill, "blocked");
            worker.setDaemon(true);
            worker.start();
        }
    }

    private static void standStill() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
