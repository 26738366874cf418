package dev.x0xtest.coordinator.run.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Disks that fail at each step, or do not answer: the run hears of it once, and nothing waits for them. */
@Timeout(20)
class FailingDiskTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<String> lost = new CopyOnWriteArrayList<>();

    private FileJournal journal(JournalFile file) {
        return FileJournal.create(file, new SimulatedFleet(2).config, null, InstantSource.system(), lost::add);
    }

    /** A disk on which one step fails or waits. */
    private static class Disk implements JournalFile {
        @Override
        public void write(ByteBuffer bytes) throws IOException {}

        @Override
        public void force() throws IOException {}

        @Override
        public void close() throws IOException {}
    }

    private void isLostOnce(FileJournal journal, String reason) {
        await().atMost(SOON).until(() -> !lost.isEmpty());
        journal.append(new RunEvent.Timer(), 1);
        assertThat(journal.persist()).isCompleted();
        journal.release("another reason");
        journal.close();
        assertThat(lost).containsExactly(reason);
    }

    @Test
    void aDiskThatRefusesAWrite() {
        isLostOnce(
                journal(new Disk() {
                    @Override
                    public void write(ByteBuffer bytes) throws IOException {
                        throw new IOException("No space left on device");
                    }
                }),
                "No space left on device");
    }

    @Test
    void aDiskThatRefusesToForce() {
        isLostOnce(
                journal(new Disk() {
                    @Override
                    public void force() throws IOException {
                        throw new IOException("Input/output error");
                    }
                }),
                "Input/output error");
    }

    @Test
    void aDiskThatRefusesToCloseHasWrittenEverything() {
        FileJournal journal = journal(new Disk() {
            @Override
            public void close() throws IOException {
                throw new IOException("Disk quota exceeded");
            }
        });
        journal.append(new RunEvent.Timer(), 1);
        journal.close();
        assertThat(lost).containsExactly("Disk quota exceeded");
    }

    /** A disk that does not finish what it is asked for until it is told to. */
    private static void until(CountDownLatch answers) throws IOException {
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aDiskThatDoesNotTakeARecordHoldsUpNobody() {
        CountDownLatch answers = new CountDownLatch(1);
        FileJournal journal = journal(new Disk() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                until(answers);
            }
        });
        CompletableFuture<?> persisted = journal.persist();
        assertThat(persisted).isNotDone();
        journal.release("the disk did not answer");
        assertThat(persisted).isCompleted();
        answers.countDown();
        journal.close();
        assertThat(lost).containsExactly("the disk did not answer");
    }

    @Test
    void aDiskThatConfirmsLateLosesNothing() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        List<String> disk = new CopyOnWriteArrayList<>();
        FileJournal journal = journal(new Disk() {
            @Override
            public void write(ByteBuffer bytes) {
                disk.add(StandardCharsets.UTF_8.decode(bytes).toString());
            }

            @Override
            public void force() throws IOException {
                asked.countDown();
                until(answers);
            }
        });
        CompletableFuture<?> persisted = journal.persist();
        assertThat(asked).satisfies(CountDownLatch::await);
        assertThat(persisted).isNotDone();
        journal.release("the disk did not answer");
        assertThat(persisted).isCompleted();
        journal.append(new RunEvent.Stopped("later"), 1);
        answers.countDown();
        journal.close();
        assertThat(lost).isEmpty();
        assertThat(disk).last().asString().contains("\"reason\":\"later\"");
    }

    @Test
    void whatWasAppendedIsOnTheDiskWhenPersistCompletes() {
        List<String> disk = new CopyOnWriteArrayList<>();
        List<Integer> forced = new CopyOnWriteArrayList<>();
        try (FileJournal journal = journal(new Disk() {
            @Override
            public void write(ByteBuffer bytes) {
                disk.add(StandardCharsets.UTF_8.decode(bytes).toString());
            }

            @Override
            public void force() {
                forced.add(disk.size());
            }
        })) {
            journal.append(new RunEvent.Stopped("first"), 1);
            journal.persist().join();
            int known = forced.get(forced.size() - 1);
            assertThat(disk.subList(0, known)).last().asString().contains("\"reason\":\"first\"");
            assertThat(journal.persist()).isCompleted();
        }
        assertThat(lost).isEmpty();
    }
}
