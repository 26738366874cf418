package dev.x0xtest.cli.service;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the state of this process to systemd (sd_notify) if systemd started it and asked for it. The event loop also
 * feeds the watchdog, so a blocked event loop stops feeding it, whatever other threads do. Confined to the event loop.
 */
public final class ServiceManager {
    private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);
    private static final int LONGEST_TEXT = 1000;

    private final Consumer<String> socket;
    private final long watchdogMicros;

    private ServiceManager(Consumer<String> socket, long watchdogMicros) {
        this.socket = socket;
        this.watchdogMicros = watchdogMicros;
    }

    /**
     * The service manager that the environment names; without one, nothing is sent.
     *
     * @param environment usually {@code System.getenv()}
     * @param pid of this process, because the watchdog may be for another one
     */
    public static ServiceManager of(Map<String, String> environment, long pid) {
        @Nullable String name = environment.get("NOTIFY_SOCKET");
        if (name == null || name.isEmpty()) {
            return new ServiceManager(message -> {}, 0);
        }
        return NotifySocket.open(name)
                .map(socket -> new ServiceManager(socket, watchdogMicros(environment, pid)))
                .orElseGet(() -> new ServiceManager(message -> {}, 0));
    }

    private static long watchdogMicros(Map<String, String> environment, long pid) {
        String meant = environment.getOrDefault("WATCHDOG_PID", String.valueOf(pid));
        String micros = environment.getOrDefault("WATCHDOG_USEC", "0");
        if (!meant.equals(String.valueOf(pid))) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(micros));
        } catch (NumberFormatException e) {
            log.warn("no watchdog: WATCHDOG_USEC={} is not a number", micros);
            return 0;
        }
    }

    /** Feeds the watchdog from this event loop, at twice the required rate. Call it once. */
    public void feedFrom(ScheduledExecutorService loop) {
        if (watchdogMicros > 1) {
            // Not at a fixed rate: after a pause that would send all the missed ones at once.
            loop.scheduleWithFixedDelay(
                    () -> socket.accept("WATCHDOG=1"), 0, watchdogMicros / 2, TimeUnit.MICROSECONDS);
        }
    }

    /** Reports what the process does now. {@code systemctl status} shows it as one line, cut to 1,000 characters. */
    public void status(String text) {
        socket.accept(line(text));
    }

    /** The process does its work. May be called again: systemd ignores all but the first and takes the text. */
    public void ready(String text) {
        socket.accept("READY=1\n" + line(text));
    }

    /** The process ends by its own will. */
    public void stopping(String text) {
        socket.accept("STOPPING=1\n" + line(text));
    }

    private static String line(String text) {
        String line = text.replaceAll("\\R", " ");
        return "STATUS=" + line.substring(0, Math.min(LONGEST_TEXT, line.length()));
    }
}
