package dev.x0xtest.daemon;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events from bytes, however they are cut: lines end in CR, LF or CRLF; a byte order mark at the very start
 * is skipped. A line or an event that is too large is reported once and left out up to the next blank line. {@code
 * retry} is not used: x0xd does not send it. One parser per connection, one thread at a time.
 */
final class SseParser {
    private static final int FIRST_BUFFER = 1024;

    private final int maxLineBytes;
    private final int maxDataChars;
    private final Sink sink;
    private final StringBuilder data = new StringBuilder();

    private byte[] line = new byte[FIRST_BUFFER];
    private int lineLength;
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private boolean lineTooLong;
    private boolean skippingEvent;
    private boolean hasData;
    private String name = "";
    private @Nullable String id;

    /** Where the parts go, in the order of the stream. */
    interface Sink {
        void event(SseEvent event);

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
        String text = lineTooLong ? "" : new String(line, 0, lineLength, StandardCharsets.UTF_8);
        boolean complete = !lineTooLong;
        boolean first = firstLine;
        lineLength = 0;
        lineTooLong = false;
        firstLine = false;
        if (complete) {
            interpret(first && text.startsWith("\uFEFF") ? text.substring(1) : text);
        }
    }

    private void interpret(String text) {
        if (text.isEmpty()) {
            eventEnded();
        } else if (text.charAt(0) == ':') {
            sink.comment(withoutLeadingSpace(text.substring(1)));
        } else if (!skippingEvent) {
            int colon = text.indexOf(':');
            String field = colon < 0 ? text : text.substring(0, colon);
            field(field, colon < 0 ? "" : withoutLeadingSpace(text.substring(colon + 1)));
        }
    }

    private static String withoutLeadingSpace(String text) {
        return text.startsWith(" ") ? text.substring(1) : text;
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
        if (value.length() > maxDataChars - data.length() - 1) {
            giveUpEvent("an event of more than " + maxDataChars + " characters");
            return;
        }
        data.append(hasData ? "\n" : "").append(value);
        hasData = true;
    }

    private void giveUpEvent(String reason) {
        if (!skippingEvent) {
            skippingEvent = true;
            sink.malformed(reason);
        }
    }

    private void eventEnded() {
        SseEvent event = new SseEvent(name.isEmpty() ? "message" : name, data.toString(), id);
        boolean dispatch = hasData && !skippingEvent;
        name = "";
        data.setLength(0);
        hasData = false;
        skippingEvent = false;
        if (dispatch) {
            sink.event(event);
        }
    }
}
