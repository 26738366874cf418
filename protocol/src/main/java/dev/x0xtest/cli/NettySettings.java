package dev.x0xtest.cli;

import java.util.Map;

/** How Netty is used in a small program that starts often; what a person sets by {@code -D} stays. */
public final class NettySettings {
    private static final Map<String, String> SETTINGS = Map.of(
            // Its events for Flight Recorder, which nobody records here, take 2 MB and 20 ms.
            "io.netty.jfr.enabled", "false",
            // The name of a channel need not be unique among machines: no look at every network interface.
            "io.netty.machineId", "00:00:00:00:00:00:00:01");

    private NettySettings() {}

    /** Before anything of Netty is touched. */
    public static void apply() {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
