package dev.x0xtest.coordinator.latency;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Times of many hops. A dense histogram of a minute takes 140 kB, so pairs keep their samples as they are, up to
 * {@value #MOST_RAW}, and then as a packed histogram; only what sums up many pairs is dense. Confined to one thread.
 */
public final class Samples {
    static final int MOST_RAW = 64;
    /** A day: no hop takes longer, whatever a runner says. */
    static final long MOST_US = 86_400_000_000L;

    /** All have the same range, so that equal samples make equal texts, and any two can be added. */
    private static final long RANGE_US = 2 * MOST_US;

    private static final int DIGITS = 3;
    private static final int FIRST_ROOM = 4;
    /** As many samples as a pair can have. */
    private static final int MOST_VALUES = 1_000;

    /** Of a row, a column or a run. */
    private final boolean many;

    private long[] raw;
    private int kept;
    private @Nullable Histogram histogram;
    private long least = Long.MAX_VALUE;
    private long most = -1;

    private Samples(boolean many, @Nullable Histogram histogram) {
        this.many = many;
        this.raw = new long[histogram == null ? FIRST_ROOM : 0];
        this.histogram = histogram;
    }

    /** For a pair. */
    public static Samples ofPair() {
        return new Samples(false, null);
    }

    /** For a row, a column or a run; about 0.2 MB above {@value #MOST_RAW} samples. */
    public static Samples ofMany() {
        return new Samples(true, null);
    }

    /** Adds one time; beyond 0 and a day it is clamped. */
    public void add(long us) {
        long value = Math.max(0, Math.min(MOST_US, us));
        least = Math.min(least, value);
        most = Math.max(most, value);
        Histogram counts = histogram;
        if (counts == null && kept == MOST_RAW) {
            counts = pack();
        }
        if (counts != null) {
            counts.recordValue(value);
            return;
        }
        if (kept == raw.length) {
            raw = Arrays.copyOf(raw, Math.min(MOST_RAW, 2 * kept));
        }
        raw[kept++] = value;
    }

    private Histogram pack() {
        Histogram packed = many ? new Histogram(1, RANGE_US, DIGITS) : new PackedHistogram(1, RANGE_US, DIGITS);
        for (int index = 0; index < kept; index++) {
            packed.recordValue(raw[index]);
        }
        raw = new long[0];
        kept = 0;
        histogram = packed;
        return packed;
    }

    /** Adds all that another one has; it stays as it is. */
    public void add(Samples other) {
        for (int index = 0; index < other.kept; index++) {
            add(other.raw[index]);
        }
        Histogram more = other.histogram;
        if (more != null && more.getTotalCount() > 0) {
            Histogram counts = histogram == null ? pack() : histogram;
            counts.add(more);
            histogram = counts;
            least = Math.min(least, other.least);
            most = Math.max(most, other.most);
        }
    }

    /** How many there are. */
    public long count() {
        return histogram == null ? kept : histogram.getTotalCount();
    }

    /** The sum of what is known of them. */
    public Figures figures() {
        return figures(new Encoder());
    }

    Figures figures(Encoder encoder) {
        long count = count();
        if (count == 0) {
            return Figures.NONE;
        }
        long[] sorted = Arrays.copyOf(raw, kept);
        Arrays.sort(sorted);
        return new Figures(
                count,
                least,
                percentile(sorted, 50),
                count < Figures.LEAST_P90 ? null : (Long) percentile(sorted, 90),
                count < Figures.LEAST_P99 ? null : (Long) percentile(sorted, 99),
                most,
                count < (many ? Figures.LEAST_HDR_OF_MANY : Figures.LEAST_HDR) ? null : encoder.text(this));
    }

    /** The samples themselves, ascending, as exact as they are kept; of many the first {@value #MOST_VALUES}. */
    public long[] values() {
        Histogram counts = histogram;
        if (counts == null) {
            long[] sorted = Arrays.copyOf(raw, kept);
            Arrays.sort(sorted);
            return sorted;
        }
        long[] values = new long[(int) Math.min(MOST_VALUES, counts.getTotalCount())];
        int place = 0;
        for (HistogramIterationValue step : counts.recordedValues()) {
            long end = Math.min(values.length, place + step.getCountAtValueIteratedTo());
            Arrays.fill(values, place, (int) end, step.getValueIteratedTo());
            place = (int) end;
        }
        return values;
    }

    /** The median; -1: there are no samples. */
    public long median() {
        long[] sorted = Arrays.copyOf(raw, kept);
        Arrays.sort(sorted);
        return count() == 0 ? -1 : percentile(sorted, 50);
    }

    private long percentile(long[] sorted, int percent) {
        Histogram counts = histogram;
        if (counts != null) {
            return Math.max(least, Math.min(most, counts.getValueAtPercentile(percent)));
        }
        int rank = (sorted.length * percent + 99) / 100;
        return sorted[rank - 1];
    }

    /**
     * Reads what {@link Figures#hdr} has.
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    public static Samples of(String hdr) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(hdr));
            Histogram read = PackedHistogram.decodeFromCompressedByteBuffer(bytes, 0);
            if (read.getMaxValue() > MOST_US + MOST_US / 100) {
                throw new IllegalArgumentException("a hop of more than a day");
            }
            Samples samples = new Samples(false, read);
            if (read.getTotalCount() > 0) {
                samples.least = read.getMinValue();
                samples.most = read.getMaxValue();
            }
            return samples;
        } catch (DataFormatException
                | IllegalArgumentException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw new IllegalArgumentException("not a compressed histogram", e);
        }
    }

    /** Writes histograms as text, over and over with the same memory. Confined to one thread. */
    static final class Encoder {
        private final Histogram scratch = new Histogram(1, RANGE_US, DIGITS);
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        private String text(Samples samples) {
            Histogram counts = samples.histogram;
            if (counts == null) {
                counts = scratch;
                counts.reset();
                for (int index = 0; index < samples.kept; index++) {
                    counts.recordValue(samples.raw[index]);
                }
            }
            int room = counts.getNeededByteBufferCapacity();
            if (buffer.capacity() < room) {
                buffer = ByteBuffer.allocate(room);
            }
            buffer.clear();
            int length = counts.encodeIntoCompressedByteBuffer(buffer);
            return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
        }
    }
}
