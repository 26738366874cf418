package dev.x0xtest.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.runner.plan.LedgerStore;
import dev.x0xtest.wire.plan.RunRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the files of ledgers: who may read them, how much is kept, and what a disk that fails costs. */
class FileLedgersTest {
    private static final RunRef RUN = new RunRef("ab".repeat(16), 1);
    private static final RunRef OTHER = new RunRef("cd".repeat(16), 1);
    private static final Instant NOW = Instant.ofEpochMilli(1_795_000_000_000L);

    @TempDir
    private Path directory = Path.of("");

    private final List<String> warnings = new ArrayList<>();

    private LedgerStore store() {
        return FileLedgers.in(directory, LedgerDisk.REAL, warnings::add);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    private void age(Path file, long minutes) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60 * minutes)));
    }

    @Test
    void anotherProcessReadsWhatWasWritten() throws IOException {
        LedgerStore store = store();
        store.begin(RUN, "one");
        store.append(RUN, "two");
        assertThat(store().load()).isEqualTo(Map.of(RUN, List.of("one", "two")));
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        store().begin(RUN, "secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatWasCutHasNoLinesAndWhatWasBeingWrittenIsLeftOut() throws IOException {
        LedgerStore store = store();
        store.begin(RUN, "one");
        store.append(RUN, "two");
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(store().load()).as("%s bytes", length).isEqualTo(Map.of(RUN, List.of()));
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 3));
        assertThat(store().load()).isEqualTo(Map.of(RUN, List.of("one", "two")));
    }

    @Test
    void aLedgerThatWasErasedDoesNotComeBack() throws IOException {
        LedgerStore store = store();
        store.begin(RUN, "one");
        store.erase(RUN);
        store.append(RUN, "late");
        assertThat(files()).isEmpty();
    }

    @Test
    void aDirectoryThatWasRemovedIsMadeAgainForTheNextRun() throws IOException {
        Path below = directory.resolve("below");
        LedgerStore store = FileLedgers.in(below, LedgerDisk.REAL, warnings::add);
        Files.delete(below);
        store.begin(RUN, "one");
        assertThat(FileLedgers.in(below, LedgerDisk.REAL, warnings::add).load()).isEqualTo(Map.of(RUN, List.of("one")));
        assertThat(warnings).isEmpty();
    }

    @Test
    void afterAFailureTheNextRunHasALedgerAgain() {
        LedgerStore store = store();
        store.begin(RUN, "x".repeat(17 << 20));
        assertThat(store.onDisk()).isFalse();
        store.begin(OTHER, "other");
        assertThat(store.onDisk()).isTrue();
        assertThat(store().load()).isEqualTo(Map.of(OTHER, List.of("other")));
    }

    @Test
    void aDiskThatGetsFullInTheMiddleOfALineCostsTheLedgerAndNothingElse() throws IOException {
        boolean[] full = {false};
        LedgerDisk disk = new LedgerDisk() {
            @Override
            public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
                REAL.write(file, full[0] ? bytes.slice(0, bytes.remaining() / 2) : bytes, position);
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public byte[] read(Path file) throws IOException {
                return REAL.read(file);
            }
        };
        LedgerStore store = FileLedgers.in(directory, disk, warnings::add);
        store.begin(RUN, "one");
        full[0] = true;
        store.append(RUN, "two");
        assertThat(store.has(RUN)).isFalse();
        assertThat(store.onDisk()).isFalse();
        assertThat(files()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("a restart of this runner loses them");
    }

    @Test
    void anErasedLedgerIsGone() throws IOException {
        LedgerStore store = store();
        store.begin(RUN, "one");
        store.begin(OTHER, "other");
        store.erase(RUN);
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.toString()).contains(OTHER.run()));
    }

    @Test
    void theNewestSixteenAreKept() throws IOException {
        for (int i = 0; i < 20; i++) {
            store().begin(new RunRef(String.format("%032x", i), 1), "line " + i);
            age(directory.resolve(String.format("%032x-1.ledger", i)), 30 - i);
        }
        assertThat(store().load().values()).hasSize(16).first().isEqualTo(List.of("line 4"));
    }

    @Test
    void aDirectoryThatCannotBeUsedCostsTheLedgersAndOneWarning() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        LedgerStore store = FileLedgers.in(file.resolve("below"), LedgerDisk.REAL, warnings::add);
        store.begin(RUN, "one");
        assertThat(store.onDisk()).isFalse();
        assertThat(warnings)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("runs are kept in memory only, a restart of this runner loses them: cannot use "));
    }

    @Test
    void aLinkInThePlaceOfALedgerIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "mine");
        Files.createSymbolicLink(directory.resolve(RUN.run() + "-1.ledger"), elsewhere);
        LedgerStore store = store();
        store.begin(RUN, "one");
        store.append(RUN, "two");
        assertThat(Files.readString(elsewhere)).isEqualTo("mine");
        assertThat(warnings).hasSize(1);
        assertThat(store.load()).isEmpty();
    }

    @Test
    void aLedgerThatCannotBeWrittenAnyMoreIsRemovedSoThatNoHopLeavesTwice() throws IOException {
        LedgerStore store = store();
        store.begin(RUN, "x".repeat(9 << 20));
        store.append(RUN, "y".repeat(9 << 20));
        store.append(RUN, "one more");
        assertThat(files()).isEmpty();
        assertThat(warnings).hasSize(1);
    }
}
