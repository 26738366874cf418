package dev.x0xtest.daemon.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Incremental parser of server-sent events; the input may be split anywhere. Lines end in CR, LF or CRLF; a byte order
 * mark at the start is skipped. A line or an event that is too large is reported once and skipped up to the next blank
 * line. The field {@code retry} is ignored, because x0xd does not send it. One parser per connection; not thread-safe.
 */
final class SseParser {
    private static final int FIRST_BUFFER = 1024;

    private final int maxLineBytes;
    private final int maxDataChars;
    private final Sink sink;
    private final List<String> data = new ArrayList<>();

    private byte[] line = new byte[FIRST_BUFFER];
    private int lineLength;
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private boolean lineTooLong;
    private boolean skippingEvent;
    private long dataChars;
    private String name = "";
    private @Nullable String id;

    /** Receives events and errors in the order of the stream. */
    interface Sink {
        void event(Event event);

        void comment(String text);

        void malformed(String reason);
    }

    SseParser(int maxLineBytes, int maxDataChars, Sink sink) {
        this.maxLineBytes = maxLineBytes;
        this.maxDataChars = maxDataChars;
        this.sink = sink;
    }

    void feed(byte[] bytes, int offset, int count) {
        int end = offset + count;
        int at = offset;
        while (at < end) {
            if (afterCarriageReturn && bytes[at] == '\n') {
                at++;
            }
            afterCarriageReturn = false;
            int stop = endOfLine(bytes, at, end);
            append(bytes, at, stop - at);
            if (stop < end) {
                afterCarriageReturn = bytes[stop] == '\r';
                lineEnded();
                stop++;
            }
            at = stop;
        }
    }

    private static int endOfLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    private void append(byte[] bytes, int offset, int count) {
        if (lineTooLong) {
            return;
        }
        if (count > maxLineBytes - lineLength) {
            lineTooLong = true;
            giveUpEvent("a line of more than " + maxLineBytes + " bytes");
            return;
        }
        if (lineLength + count > line.length) {
            line = Arrays.copyOf(line, Math.min(maxLineBytes, Math.max(line.length * 2, lineLength + count)));
        }
        System.arraycopy(bytes, offset, line, lineLength, count);
        lineLength += count;
    }

    private void lineEnded() {
        boolean complete = !lineTooLong;
        int from = firstLine && startsWithByteOrderMark() ? 3 : 0;
        int to = lineLength;
        lineLength = 0;
        lineTooLong = false;
        firstLine = false;
        if (complete) {
            interpret(from, to);
        }
    }

    private boolean startsWithByteOrderMark() {
        return lineLength >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }

    /** Interprets the line in the buffer and decodes only the parts that are needed. */
    private void interpret(int from, int to) {
        int colon = from;
        while (colon < to && line[colon] != ':') {
            colon++;
        }
        if (from == to) {
            eventEnded();
        } else if (colon == from) {
            sink.comment(valueAfter(colon, to));
        } else if (!skippingEvent) {
            field(new String(line, from, colon - from, StandardCharsets.UTF_8), valueAfter(colon, to));
        }
    }

    private String valueAfter(int colon, int to) {
        int from = Math.min(to, colon + 1);
        int start = from < to && line[from] == ' ' ? from + 1 : from;
        return new String(line, start, to - start, StandardCharsets.UTF_8);
    }

    private void field(String field, String value) {
        switch (field) {
            case "data" -> data(value);
            case "event" -> name = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            default -> {}
        }
    }

    private void data(String value) {
        dataChars += value.length() + 1L;
        if (dataChars > maxDataChars) {
            giveUpEvent("an event of more than " + maxDataChars + " characters");
            return;
        }
        data.add(value);
    }

    private void giveUpEvent(String reason) {
        if (!skippingEvent) {
            skippingEvent = true;
            data.clear();
            sink.malformed(reason);
        }
    }

    private void eventEnded() {
        boolean dispatch = !data.isEmpty() && !skippingEvent;
        Event event = new Event(name.isEmpty() ? "message" : name, joined(), id);
        name = "";
        data.clear();
        dataChars = 0;
        skippingEvent = false;
        if (dispatch) {
            sink.event(event);
        }
    }

    private String joined() {
        return data.size() == 1 ? data.get(0) : String.join("\n", data);
    }

    /**
     * One server-sent event.
     *
     * @param name {@code message} if the stream gave no name
     * @param data data lines joined by newlines
     * @param id the last id seen on this connection, if any
     */
    public record Event(String name, String data, @Nullable String id) {}
}
