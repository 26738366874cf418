package dev.x0xtest.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and standard error of a program: in the person's charset, and with a memory for failures, which Java's
 * own streams lack. A failed write never disturbs the program: what cannot be shown must not keep a file from being
 * written. For any thread.
 */
public final class StandardStreams {
    private static final int BUFFER = 8192;

    private final Sink sink;
    private final boolean pipe;
    private final PrintWriter out;
    private final PrintWriter err;

    private StandardStreams(Sink sink, boolean pipe, PrintStream out, PrintStream err) {
        this.sink = sink;
        this.pipe = pipe;
        this.out = writer(out);
        this.err = writer(err);
    }

    /** Replaces {@code System.out} and {@code System.err}. */
    public static StandardStreams install() {
        Charset charset = Terminals.charset();
        Sink sink = new Sink(new FileOutputStream(FileDescriptor.out));
        PrintStream out = stream(new BufferedOutputStream(sink, BUFFER), charset);
        PrintStream err = stream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), BUFFER), charset);
        System.setOut(out);
        System.setErr(err);
        return new StandardStreams(sink, Terminals.isPipe(Terminals.STDOUT), out, err);
    }

    private static PrintStream stream(OutputStream out, Charset charset) {
        boolean utf8 = charset.equals(StandardCharsets.UTF_8);
        return new PrintStream(utf8 ? out : new LocaleStream(out, charset), true, StandardCharsets.UTF_8);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /**
     * Why something that was written to standard output did not arrive; empty when all did, and when the program at the
     * other end of a pipe wanted no more.
     */
    public Optional<String> failure() {
        out.flush();
        IOException failure = sink.failure;
        return failure == null || pipe ? Optional.empty() : Optional.of(String.valueOf(failure.getMessage()));
    }

    /** Remembers the first failure and then takes everything. */
    private static final class Sink extends OutputStream {
        private final OutputStream out;
        private volatile @Nullable IOException failure;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (failure != null) {
                return;
            }
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
