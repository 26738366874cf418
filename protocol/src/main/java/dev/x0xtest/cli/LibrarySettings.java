package dev.x0xtest.cli;

import java.util.Map;
import org.slf4j.spi.SLF4JServiceProvider;

/** System properties that shorten the start of a small program. A value that the user sets with {@code -D} is kept. */
public final class LibrarySettings {
    private static final Map<String, String> SETTINGS = Map.of(
            // Netty's Flight Recorder events cost 2 MB and 20 ms; they are not recorded.
            "io.netty.jfr.enabled", "false",
            // Channel ids need not be unique across machines: skips the scan of all network interfaces.
            "io.netty.machineId", "00:00:00:00:00:00:00:01",
            // Skips a search of every jar for a Groovy class, 30 ms.
            "picocli.disable.closures", "true",
            // No message about the chosen logging provider.
            "slf4j.internal.verbosity", "WARN");
    private static final String LOGGING = "slf4j.provider";

    private LibrarySettings() {}

    /**
     * Sets them. Call it before any class of Netty, picocli or slf4j is loaded.
     *
     * @param logging slf4j's provider; naming it skips a search of every jar
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
