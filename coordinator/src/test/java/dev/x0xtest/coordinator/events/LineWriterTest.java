package dev.x0xtest.coordinator.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines are written at once, and a reader that is slow, gone or never there costs lines and one complaint, no time. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LineWriterTest {
    private static final int ROOM = 30;
    private static final long SHORT_MS = 20;
    private static final long LONG_MS = 10_000;

    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    private static LineWriter writer(LineWriter.Target target, long closeMs) {
        return new LineWriter(target, ROOM, closeMs, count -> bytes("dropped " + count + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void everyLineIsWrittenInOrder() {
        LineWriter writer = writer(() -> read, LONG_MS);
        writer.write(bytes("one\n"));
        writer.write(bytes("two\n"));
        writer.close();
        assertThat(read).hasToString("one\ntwo\n");
        assertThat(writer.trouble()).isNull();
    }

    @Test
    void aSlowReaderLosesLinesAndIsToldHowMany() {
        CountDownLatch reads = new CountDownLatch(1);
        LineWriter writer = writer(
                () -> {
                    await(reads);
                    return read;
                },
                LONG_MS);
        for (int line = 0; line < 5; line++) {
            writer.write(bytes("ten bytes\n"));
        }
        reads.countDown();
        writer.close();
        assertThat(read).hasToString("ten bytes\n".repeat(3) + "dropped 2\n");
        assertThat(writer.trouble()).isEqualTo("its reader was too slow: 2 events were not written");
        assertThat(writer.trouble()).as("told once").isNull();
    }

    @Test
    void aClosedReaderIsOneComplaint() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        LineWriter writer = writer(
                () -> new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("Broken pipe");
                    }

                    @Override
                    public void close() {
                        failed.countDown();
                    }
                },
                LONG_MS);
        writer.write(bytes("one\n"));
        failed.await();
        writer.write(bytes("two\n"));
        writer.close();
        assertThat(writer.trouble()).isEqualTo("Broken pipe");
        assertThat(writer.trouble()).as("told once").isNull();
    }

    @Test
    void aPipeThatNobodyEverReadsHoldsUpNothing() {
        CountDownLatch never = new CountDownLatch(1);
        LineWriter writer = writer(
                () -> {
                    await(never);
                    return read;
                },
                SHORT_MS);
        writer.write(bytes("one\n"));
        writer.close();
        assertThat(writer.trouble()).isEqualTo("its reader is too slow: 1 events were not written");
        never.countDown();
    }
}
