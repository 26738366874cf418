package dev.x0xtest.serve.api.stream;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The last events, numbered without gaps. It is the queue of every client at once: each only remembers how far it is. Bounded
 * in events and in characters. Confined to one thread.
 */
final class EventRing {
    private static final int LONGEST_ID = 64;

    private final String boot;
    private final int mostEvents;
    private final long mostCharacters;
    private final ArrayDeque<String> frames = new ArrayDeque<>();
    private long first;
    private long characters;

    /**
     * Begins empty.
     *
     * @param boot tells the numbers of this process from those of the one before; letters and digits
     */
    EventRing(String boot, int mostEvents, long mostCharacters) {
        this.boot = boot;
        this.mostEvents = mostEvents;
        this.mostCharacters = mostCharacters;
    }

    /** Adds an event; the oldest ones make room. {@code data} is one line. */
    void add(String name, String data) {
        String frame = "id: " + boot + "-" + next() + "\nevent: " + name + "\ndata: " + data + "\n\n";
        frames.addLast(frame);
        characters += frame.length();
        while (frames.size() > mostEvents || (characters > mostCharacters && frames.size() > 1)) {
            characters -= frames.removeFirst().length();
            first++;
        }
    }

    /** The number of the oldest event that is still there. */
    long first() {
        return first;
    }

    /** The number that the next event will have. */
    long next() {
        return first + frames.size();
    }

    /** The event of this number; null: it has not happened yet. Throws {@link IllegalArgumentException} if it is gone. */
    @Nullable
    String frame(long number) {
        if (number < first) {
            throw new IllegalArgumentException("event " + number + " is gone");
        }
        if (number >= next()) {
            return null;
        }
        // Clients are near either end.
        boolean late = number - first > frames.size() / 2;
        Iterator<String> from = late ? frames.descendingIterator() : frames.iterator();
        for (long left = late ? next() - 1 - number : number - first; left > 0; left--) {
            from.next();
        }
        return from.next();
    }

    /** The number of the event after the one with this id; empty: that one is gone, or was never. */
    OptionalLong after(String id) {
        String start = boot + "-";
        if (id.length() > LONGEST_ID || !id.startsWith(start)) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(id.substring(start.length())) + 1;
            return number >= first && number <= next() && number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
