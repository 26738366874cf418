package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.AgentId;

/** What a run wants done. */
public sealed interface RunEffect {

    /** Send these bytes as a direct message; answer with {@link RunEvent.DmSettled} of the same id. */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; nobody compares two
    record SendDm(long sendId, AgentId to, byte[] payload, Route route) implements RunEffect {}

    /** Publish these bytes on a topic; answer with {@link RunEvent.PublishSettled} of the same id. */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; nobody compares two
    record Publish(long sendId, String topic, byte[] payload) implements RunEffect {}

    /** Every node was found or given up: nobody will be sought on a topic any more. */
    record Discovered() implements RunEffect {}

    /** How far the run is. */
    record Progressed(int declared, int decided, int proven, int refuted) implements RunEffect {}

    /** Something a person should read while the run goes on; one line. */
    record Note(String text) implements RunEffect {}

    /** Tell a node that the run is over; nobody waits for an answer. */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; nobody compares two
    record Farewell(AgentId to, byte[] payload) implements RunEffect {}

    /** The run has ended; no effect follows. */
    record Finished(Report report) implements RunEffect {}
}
