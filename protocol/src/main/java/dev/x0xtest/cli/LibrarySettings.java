package dev.x0xtest.cli;

import java.util.Map;
import org.slf4j.spi.SLF4JServiceProvider;

/** How libraries are used in a small program that starts often; what a person sets by {@code -D} stays. */
public final class LibrarySettings {
    private static final Map<String, String> SETTINGS = Map.of(
            // Its events for Flight Recorder, which nobody records here, take 2 MB and 20 ms.
            "io.netty.jfr.enabled", "false",
            // The name of a channel need not be unique among machines: no look at every network interface.
            "io.netty.machineId", "00:00:00:00:00:00:00:01",
            // Else it looks through every jar for a class of Groovy, 30 ms.
            "picocli.disable.closures", "true",
            // No word about whose logging is used.
            "slf4j.internal.verbosity", "WARN");
    private static final String LOGGING = "slf4j.provider";

    private LibrarySettings() {}

    /**
     * Before anything of Netty, picocli or slf4j is touched.
     *
     * @param logging slf4j's provider, by name to slf4j: no search of every jar for one
     */
    public static void apply(Class<? extends SLF4JServiceProvider> logging) {
        SETTINGS.forEach(LibrarySettings::setUnlessSet);
        setUnlessSet(LOGGING, logging.getName());
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
