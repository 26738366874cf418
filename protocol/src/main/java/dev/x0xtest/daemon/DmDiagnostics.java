package dev.x0xtest.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code GET /diagnostics/dm}.
 *
 * @param evicted {@code stats.subscriber_events_evicted}, over all readers of {@code /direct/events}; -1 unknown
 * @param incomingTotal {@code stats.incoming_envelopes_total}; a decrease means that the daemon restarted; -1 unknown
 */
public record DmDiagnostics(long evicted, long incomingTotal, ObjectNode body) {}
