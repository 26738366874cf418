package dev.x0xtest.testkit.fuzz;

import java.util.List;
import java.util.Set;

/**
 * A reader, what it is fed with, and how it may fail.
 *
 * @param recorded whole inputs, of which damaged ones are made; at least one
 * @param typed the exceptions in which a damaged input may end; a subclass of the JDK's counts only if it is named itself
 * @param share this target takes one of so many cases, because each takes long
 * @param bytesPerCase what a case may allocate however short its input is
 * @param bytesPerByte what it may allocate for each byte of its input beside that
 * @param longestMessage characters of the message of an exception
 */
public record FuzzTarget(
        String name,
        List<byte[]> recorded,
        Reader reader,
        Set<Class<? extends Exception>> typed,
        int share,
        long bytesPerCase,
        long bytesPerByte,
        int longestMessage) {
    private static final long BYTES_PER_CASE = 1 << 20;
    private static final long BYTES_PER_BYTE = 100;
    private static final int LONGEST_MESSAGE = 1_000;

    public FuzzTarget {
        recorded = List.copyOf(recorded);
    }

    /** Reads one input. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Whether the input was taken. To refuse it, a reader returns false or throws one of the typed exceptions.
         *
         * @throws Exception whatever the reader under test throws
         */
        boolean read(byte[] input) throws Exception;
    }

    /** A target that throws this. */
    public static FuzzTarget of(String name, List<byte[]> recorded, Class<? extends Exception> typed, Reader reader) {
        return new FuzzTarget(
                name, recorded, reader, Set.of(typed), 1, BYTES_PER_CASE, BYTES_PER_BYTE, LONGEST_MESSAGE);
    }

    /** A target that never throws. */
    public static FuzzTarget silent(String name, List<byte[]> recorded, Reader reader) {
        return new FuzzTarget(name, recorded, reader, Set.of(), 1, BYTES_PER_CASE, BYTES_PER_BYTE, LONGEST_MESSAGE);
    }

    /** The same with one of so many cases. */
    public FuzzTarget oneOf(int cases) {
        return new FuzzTarget(name, recorded, reader, typed, cases, bytesPerCase, bytesPerByte, longestMessage);
    }

    /** The same with other bounds. */
    public FuzzTarget allocating(long perCase, long perByte) {
        return new FuzzTarget(name, recorded, reader, typed, share, perCase, perByte, longestMessage);
    }

    /** The same with messages that may be as long: the input is a file of the user, who may read all of it. */
    public FuzzTarget saying(int characters) {
        return new FuzzTarget(name, recorded, reader, typed, share, bytesPerCase, bytesPerByte, characters);
    }

    boolean mayThrow(Exception thrown) {
        boolean ofTheJdk = thrown.getClass().getName().startsWith("java.");
        return typed.stream().anyMatch(type -> ofTheJdk ? type == thrown.getClass() : type.isInstance(thrown));
    }

    @Override
    public String toString() {
        return name;
    }
}
