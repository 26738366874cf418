package dev.x0xtest.serve.api;

import dev.x0xtest.serve.api.live.Controls;
import dev.x0xtest.serve.api.message.Routes;

/** What a program that contains the daemon adds to its API. */
@FunctionalInterface
public interface Extension {
    /** Nothing. */
    Extension NONE = (routes, controls) -> {};

    /**
     * Adds its routes to those of the daemon, once, before the first request.
     *
     * @param controls for the audit
     */
    void addTo(Routes routes, Controls controls);
}
