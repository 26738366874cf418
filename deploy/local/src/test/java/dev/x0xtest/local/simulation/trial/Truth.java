package dev.x0xtest.local.simulation.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What really happened to every hop of a trial, by its pair. Confined to one thread. */
final class Truth {
    private static final long IN_TIME_NANOS = 17_000_000_000L;
    private static final long ARRIVES_NANOS = 10_000_000_000L;

    private final Map<String, List<Send>> sends = new HashMap<>();
    private final Map<String, Send> byId = new HashMap<>();
    private long lastNanos;
    private final List<String> violations = new ArrayList<>();

    /** One hop that a daemon was told to send. */
    static final class Send {
        private final String id;
        private final boolean planned;
        private final long sentNanos;
        private long intactNanos = Long.MAX_VALUE;
        private int intact;
        private int corrupt;
        private boolean foreign;
        private boolean answered;
        private long answeredNanos = Long.MAX_VALUE;
        private @Nullable String path;

        Send(String id, boolean planned, long sentNanos) {
            this.id = id;
            this.planned = planned;
            this.sentNanos = sentNanos;
        }

        void intact(long nowNanos) {
            intactNanos = Math.min(intactNanos, nowNanos);
            intact++;
        }

        void corrupt() {
            corrupt++;
        }

        void foreign() {
            foreign = true;
        }

        void answered(@Nullable String by, long nowNanos) {
            answered = true;
            answeredNanos = nowNanos;
            path = by;
        }

        String id() {
            return id;
        }

        boolean planned() {
            return planned;
        }

        /** {@code Long.MAX_VALUE}: never. */
        long answeredNanos() {
            return answeredNanos;
        }

        long sentNanos() {
            return sentNanos;
        }

        boolean accepted() {
            return path != null;
        }

        /** The sender's daemon has failed, or has not answered yet. */
        boolean failed() {
            return path == null;
        }

        boolean cameInTime() {
            return intact > 0 && intactNanos - sentNanos <= IN_TIME_NANOS;
        }

        /** It was at the recipient's daemon when a hop that is missing would have to be there. */
        boolean cameSoon() {
            return intact > 0 && intactNanos - sentNanos <= ARRIVES_NANOS;
        }

        boolean came() {
            return intact > 0;
        }

        boolean cameLate() {
            return intact > 0 && intactNanos - sentNanos >= ARRIVES_NANOS;
        }

        boolean cameChanged() {
            return corrupt > 0;
        }

        boolean cameFromAnother() {
            return foreign;
        }

        boolean byOtherPath() {
            return path != null && !path.equals("raw_quic_acked");
        }

        /** {@code byLength}: also those that were changed, which have the same length. */
        int copies(boolean byLength) {
            return byLength ? intact + corrupt : intact;
        }

        @Override
        public String toString() {
            return id + (answered ? " " + (path == null ? "failed" : path) : " open") + " after "
                    + (answeredNanos == Long.MAX_VALUE ? -1 : (answeredNanos - sentNanos) / 1_000_000) + " ms, intact "
                    + intact + " after " + (intact == 0 ? -1 : (intactNanos - sentNanos) / 1_000_000) + " ms"
                    + (corrupt > 0 ? ", corrupt" : "") + (foreign ? ", foreign" : "");
        }
    }

    Send send(int from, int to, String id, boolean planned, long nowNanos) {
        Send send = new Send(id, planned, nowNanos);
        of(from, to).add(send);
        byId.put(id, send);
        happened(nowNanos);
        return send;
    }

    /** The hop of this id that left last; null: there was none. */
    @Nullable
    Send byId(String id) {
        return byId.get(id);
    }

    /** A hop was sent, or something was lost: until then a run may have had reason to go on. */
    void happened(long nowNanos) {
        lastNanos = Math.max(lastNanos, nowNanos);
    }

    /** When that was the case last. */
    long lastNanos() {
        return lastNanos;
    }

    /** The hops of a pair, in the order in which they were sent. */
    List<Send> of(int from, int to) {
        return sends.computeIfAbsent(from + ">" + to, none -> new ArrayList<>());
    }

    /** How many hops of a pair fit. */
    int count(int from, int to, Predicate<Send> which) {
        return (int) of(from, to).stream().filter(which).count();
    }

    /** Notes that something happened that must not. */
    void violated(String what) {
        if (violations.size() < 10) {
            violations.add(what);
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
