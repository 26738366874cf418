package dev.x0xtest.local.simulation.message;

import dev.x0xtest.daemon.DaemonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one message, beside what the network and the hosts do to it.
 *
 * @param copies what arrives, in this order; empty: it is acknowledged, and nothing is shown
 * @param lost whether nothing arrives, and nothing acknowledges it
 * @param path the path in the answer of the sender's daemon; null: the one that it took
 * @param failure what the sender's daemon says in the place of an acknowledgement; null: it acknowledges
 * @param answerLater how much later it answers
 * @param streamsGone for how long the event streams of the recipient's daemon end before the copies come; zero: they stay
 */
public record Handling(
        List<Handling.Copy> copies,
        boolean lost,
        @Nullable String path,
        @Nullable DaemonException failure,
        Duration answerLater,
        Duration streamsGone) {
    public Handling {
        copies = List.copyOf(copies);
    }

    /**
     * One arrival.
     *
     * @param to index of the daemon that gets it
     * @param from index of the daemon that it seems to come from
     * @param verified whether the daemon that gets it says that it has verified the sender
     * @param later how much later than usual
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    public record Copy(int to, int from, byte[] payload, boolean verified, Duration later) {
        /** The message as it was sent. */
        public static Copy of(Parcel parcel) {
            return new Copy(parcel.to(), parcel.from(), parcel.payload(), true, Duration.ZERO);
        }

        /** The same with other bytes. */
        public Copy with(byte[] bytes) {
            return new Copy(to, from, bytes, verified, later);
        }

        /** The same, seemingly from another daemon. */
        public Copy from(int sender) {
            return new Copy(to, sender, payload, verified, later);
        }

        /** The same to another daemon. */
        public Copy to(int recipient) {
            return new Copy(recipient, from, payload, verified, later);
        }

        /** The same, so much later. */
        public Copy after(Duration time) {
            return new Copy(to, from, payload, verified, time);
        }

        /** The same from a sender that the daemon could not verify. */
        public Copy unverified() {
            return new Copy(to, from, payload, false, later);
        }
    }

    /** Nothing happens to it. */
    public static Handling usual(Parcel parcel) {
        return of(List.of(Copy.of(parcel)));
    }

    /** These copies arrive, and it is acknowledged. */
    public static Handling of(List<Copy> copies) {
        return new Handling(copies, false, null, null, Duration.ZERO, Duration.ZERO);
    }

    /** It is lost. */
    public static Handling nowhere() {
        return new Handling(List.of(), true, null, null, Duration.ZERO, Duration.ZERO);
    }

    /** The same, and the sender's daemon names this path. */
    public Handling by(String other) {
        return new Handling(copies, lost, other, failure, answerLater, streamsGone);
    }

    /** The same, and the sender's daemon fails so. */
    public Handling failing(DaemonException said) {
        return new Handling(copies, lost, path, said, answerLater, streamsGone);
    }

    /** The same, and the sender's daemon answers so much later. */
    public Handling answeredAfter(Duration time) {
        return new Handling(copies, lost, path, failure, time, streamsGone);
    }

    /** The same, after the recipient's streams have ended for a while. */
    public Handling withoutStreamsFor(Duration time) {
        return new Handling(copies, lost, path, failure, answerLater, time);
    }

    /** The same with one more copy. */
    public Handling and(Copy copy) {
        List<Copy> more = new ArrayList<>(copies);
        more.add(copy);
        return new Handling(more, lost, path, failure, answerLater, streamsGone);
    }

    /** Whether the message itself arrives somewhere, sooner or later. */
    public boolean arrives() {
        return !lost && !copies.isEmpty();
    }
}
