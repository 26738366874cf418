package dev.x0xtest.coordinator.run.pairs;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.run.cell.ReceiverRecord;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.result.ResultDetails;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that the receiver said about one attempt, in receipts and in answers. The order of arrival does not matter. */
final class Sightings {
    /** A receiver may send any number. This bound keeps the sum over all cells in range. */
    private static final int MOST_DUPLICATES = 10_000;

    private final String sourceId;
    private final String sha256;
    private final String digestMarker;
    private final int frameBytes;
    private long dispatchedNanos;
    private final Set<String> flags = new TreeSet<>();
    private boolean intact;
    private boolean onlyUnverifiedReceipt = true;
    private long earliestNanos;
    private long latestNanos = Long.MAX_VALUE;
    private int receipts;
    private int counted;
    private boolean corrupt;
    private boolean impostor;
    private int strangers;

    /**
     * No sightings yet. {@code frameBytes} is the length of the whole hop frame: the receipt of an upstream runner has
     * the length and no digest.
     */
    Sightings(String sourceId, String sha256, String digestMarker, int frameBytes, long dispatchedNanos) {
        this.sourceId = sourceId;
        this.sha256 = sha256;
        this.digestMarker = digestMarker;
        this.frameBytes = frameBytes;
        this.dispatchedNanos = dispatchedNanos;
        this.earliestNanos = dispatchedNanos;
    }

    /** The source refused every copy until now, so a sighting from here on was sent after this moment. */
    void notSentBefore(long nowNanos) {
        if (!intact) {
            dispatchedNanos = nowNanos;
            earliestNanos = nowNanos;
        }
    }

    /** A {@code received_dm} that arrived at {@code nowNanos}. */
    void receipt(ResultDetails.Receipt receipt, @Nullable String marker, Channel channel, long nowNanos) {
        boolean rightBytes;
        if (receipt.payloadSha256() != null) {
            rightBytes = receipt.payloadSha256().equals(sha256);
        } else {
            rightBytes = digestMarker.equals(marker) && receipt.bytes() == frameBytes;
        }
        if (!fromSource(receipt.sender(), rightBytes) || !rightBytes) {
            return;
        }
        // The same receipt may arrive twice. If the receiver numbers the arrivals, its number counts.
        receipts = receipt.duplicate() == null ? receipts + 1 : Math.max(receipts, receipt.duplicate());
        if (channel != Channel.DM) {
            flags.add("channel:" + channel.label());
        }
        boolean ours = receipt.payloadSha256() != null;
        if (!ours) {
            flags.add("intact:length");
        }
        // Without an age, the sighting was at the latest when the receipt arrived.
        Long age = receipt.ageMs();
        seen(receipt.verified(), ours, dispatchedNanos, age == null ? nowNanos : nowNanos - age * 1_000_000);
    }

    /** Takes the answer to a question that was sent at {@code askedNanos} and answered at {@code answeredNanos}. */
    void asked(List<Sighting> sightings, long askedNanos, long answeredNanos) {
        for (Sighting sighting : sightings) {
            boolean rightBytes = sighting.sha256().equals(sha256);
            if (fromSource(sighting.sender(), rightBytes) && rightBytes) {
                long ageNanos = sighting.ageMs() * 1_000_000;
                counted = Math.max(counted, sighting.count());
                boolean untimed = sighting.source().equals(Sighting.HISTORY);
                if (untimed) {
                    flags.add("source:history");
                }
                // It came before it was found, nobody knows when.
                long earliest = untimed ? dispatchedNanos : askedNanos - ageNanos;
                seen(sighting.verified(), true, earliest, answeredNanos - ageNanos);
            }
        }
    }

    private boolean fromSource(String sender, boolean rightBytes) {
        if (sender.equals(sourceId)) {
            corrupt |= !rightBytes;
            return true;
        }
        impostor |= rightBytes;
        strangers += rightBytes ? 0 : 1;
        return false;
    }

    private void seen(boolean verified, boolean ours, long earliest, long latest) {
        intact = true;
        onlyUnverifiedReceipt &= !verified && !ours;
        if (!verified) {
            flags.add("unverified");
        }
        earliestNanos = Math.max(earliestNanos, earliest);
        latestNanos = Math.min(latestNanos, latest);
    }

    /**
     * All sightings taken together.
     *
     * @param hopNanos how long a hop may take
     * @param latestSendNanos the latest moment at which the hop can have left its source
     */
    ReceiverRecord record(long hopNanos, long latestSendNanos) {
        if (!intact) {
            return corrupt ? ReceiverRecord.CORRUPT : impostor ? ReceiverRecord.IMPOSTOR : ReceiverRecord.NONE;
        }
        if (onlyUnverifiedReceipt) {
            return ReceiverRecord.INTACT_UNVERIFIED_RECEIPT;
        }
        long limit = hopNanos + Plane.TOLERANCE.toNanos();
        if (latestNanos - dispatchedNanos <= limit) {
            return ReceiverRecord.INTACT;
        }
        if (latestSendNanos != Long.MAX_VALUE && earliestNanos - latestSendNanos > limit) {
            return ReceiverRecord.INTACT_LATE;
        }
        return ReceiverRecord.INTACT_UNTIMED;
    }

    int duplicates() {
        return Math.min(MOST_DUPLICATES, Math.max(1, Math.max(receipts, counted)) - 1);
    }

    List<String> flags() {
        return List.copyOf(flags);
    }

    /** One phrase for the report. */
    String phrase() {
        StringBuilder phrase = new StringBuilder(intact ? CellReport.Evidence.SAW : "did not see it");
        if (intact && duplicates() > 0) {
            phrase.append(' ').append(duplicates() + 1).append(" times");
        }
        if (corrupt) {
            phrase.append(", saw other bytes under its id");
        }
        if (impostor) {
            phrase.append(", saw it from another agent");
        }
        if (strangers > 0) {
            phrase.append(", ").append(strangers).append(" foreign messages under its id");
        }
        return phrase.toString();
    }
}
