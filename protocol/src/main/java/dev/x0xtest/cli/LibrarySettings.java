package dev.x0xtest.cli;

import java.util.Map;

/** How libraries are used in a small program that starts often; what a person sets by {@code -D} stays. */
public final class LibrarySettings {
    private static final Map<String, String> SETTINGS = Map.of(
            // Its events for Flight Recorder, which nobody records here, take 2 MB and 20 ms.
            "io.netty.jfr.enabled", "false",
            // The name of a channel need not be unique among machines: no look at every network interface.
            "io.netty.machineId", "00:00:00:00:00:00:00:01",
            // Else it looks through every jar for a class of Groovy, 30 ms.
            "picocli.disable.closures", "true",
            // The one that is there: no search of every jar, and no word about it.
            "slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider",
            "slf4j.internal.verbosity", "WARN");

    private LibrarySettings() {}

    /** Before anything of Netty, picocli or slf4j is touched. */
    public static void apply() {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
