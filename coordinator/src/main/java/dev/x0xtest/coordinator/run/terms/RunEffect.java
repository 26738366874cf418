package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;

/**
 * What a run wants done. A new effect needs a method in {@link Performer}: the compiler then names every place that must
 * treat it.
 */
public sealed interface RunEffect {
    /** Calls the performer's method for this effect. */
    void performedBy(Performer performer);

    /** One method for each effect. */
    interface Performer {
        void sendDm(SendDm effect);

        void publish(Publish effect);

        void discovered(Discovered effect);

        void progressed(Progressed effect);

        void note(Note effect);

        void farewell(Farewell effect);

        void persist(Persist effect);

        void finished(Finished effect);
    }

    /** Send these bytes as a direct message; answer with {@link RunEvent.DmSettled} of the same id. */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; two are never compared
    record SendDm(long sendId, AgentId to, byte[] payload, Plane route) implements RunEffect {
        @Override
        public void performedBy(Performer performer) {
            performer.sendDm(this);
        }
    }

    /** Publish these bytes on a topic; answer with {@link RunEvent.PublishSettled} of the same id. */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; two are never compared
    record Publish(long sendId, String topic, byte[] payload) implements RunEffect {
        @Override
        public void performedBy(Performer performer) {
            performer.publish(this);
        }
    }

    /** Every node was found or given up: discovery needs its topic no longer. */
    record Discovered() implements RunEffect {
        @Override
        public void performedBy(Performer performer) {
            performer.discovered(this);
        }
    }

    /**
     * How many pairs are decided, and how.
     *
     * @param declared pairs in all
     * @param samples hops asked for in all; as many as pairs when each has one
     * @param samplesDecided samples that are decided, also of pairs that are not
     */
    record Progressed(int declared, int decided, int proven, int refuted, int samples, int samplesDecided)
            implements RunEffect {
        /** One sample for each pair. */
        public Progressed(int declared, int decided, int proven, int refuted) {
            this(declared, decided, proven, refuted, declared, decided);
        }

        @Override
        public void performedBy(Performer performer) {
            performer.progressed(this);
        }
    }

    /** One line for the person who watches the run. */
    record Note(String text) implements RunEffect {
        @Override
        public void performedBy(Performer performer) {
            performer.note(this);
        }
    }

    /** Tell a node that the run is over; no event follows. */
    @SuppressWarnings("ArrayRecordComponent") // a frame passes through; two are never compared
    record Farewell(AgentId to, byte[] payload) implements RunEffect {
        @Override
        public void performedBy(Performer performer) {
            performer.farewell(this);
        }
    }

    /** What happened so far must be in the journal, on the disk, before the effects that follow. */
    record Persist() implements RunEffect {
        @Override
        public void performedBy(Performer performer) {
            performer.persist(this);
        }
    }

    /** The run has ended; no effect follows. */
    record Finished(Report report) implements RunEffect {
        @Override
        public void performedBy(Performer performer) {
            performer.finished(this);
        }
    }
}
