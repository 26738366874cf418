package dev.x0xtest.serve.model;

import java.util.Locale;

/**
 * A message to people about an incident: alert/1 of docs/serve.md.
 *
 * @param id unique; a sink that gets it twice can tell
 * @param severity of the incident: {@code red}, {@code slow} or {@code grey}; the same while it lasts
 * @param subject of the incident as JSON
 * @param sinceMs ms since 1970
 * @param atMs the same
 * @param seen such as "2 of 3"
 * @param text no markup
 * @param url of the incident's page; empty: unknown
 * @param fleet name of the fleet
 */
public record Alert(
        String id,
        String incident,
        Event event,
        String kind,
        String severity,
        String subject,
        long sinceMs,
        long atMs,
        String seen,
        double log10Odds,
        String text,
        String next,
        String url,
        String fleet,
        String network) {
    /** What happened to the incident. */
    public enum Event {
        OPENED,
        CHANGED,
        REPEATED,
        CLEARED,
        LEFT;

        /** Lower case, as other programs read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
