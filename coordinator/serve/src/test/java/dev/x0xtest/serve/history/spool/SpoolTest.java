package dev.x0xtest.serve.history.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.history.record.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that wait in files. */
class SpoolTest {
    @TempDir
    private Path directory;

    private Spool open() throws IOException {
        return Spool.open(directory, 5, 1_000_000);
    }

    private static Entry entry(int number) {
        return new Entry.Delivered("hook", "a" + number);
    }

    private static List<Entry> drained(Spool spool) {
        List<Entry> all = new ArrayList<>();
        for (Optional<Spool.Numbered> first = spool.first(); first.isPresent(); first = spool.first()) {
            all.add(first.get().entry());
            spool.remove(first.get().number());
        }
        return all;
    }

    @Test
    void entriesComeBackInOrderAlsoAfterARestart() throws Exception {
        Spool spool = open();
        assertThat(spool.add(entry(1))).isTrue();
        assertThat(spool.add(entry(2))).isTrue();
        Spool again = open();
        assertThat(again.id()).isEqualTo(spool.id());
        assertThat(again.add(entry(3))).isTrue();
        assertThat(drained(again)).containsExactly(entry(1), entry(2), entry(3));
        assertThat(again.size()).isZero();
    }

    @Test
    void numbersGoOnAfterARestart() throws Exception {
        Spool spool = open();
        spool.add(entry(1));
        long number = spool.first().orElseThrow().number();
        spool.remove(number);
        Spool again = open();
        again.add(entry(2));
        assertThat(again.first().orElseThrow().number()).isGreaterThan(number);
    }

    @Test
    void aFullSpoolKeepsTheOldest() throws Exception {
        Spool spool = open();
        for (int number = 1; number <= 5; number++) {
            assertThat(spool.add(entry(number))).isTrue();
        }
        assertThat(spool.add(entry(6))).isFalse();
        assertThat(drained(spool)).hasSize(5).startsWith(entry(1)).endsWith(entry(5));
    }

    @Test
    void bytesAreBoundedAsWell() throws Exception {
        Spool spool = Spool.open(directory, 1_000, 50);
        assertThat(spool.add(entry(1))).isTrue();
        assertThat(spool.add(entry(2))).isFalse();
    }

    @Test
    void aFileThatBreaksOffIsSetAside() throws Exception {
        Spool spool = open();
        spool.add(entry(1));
        spool.add(entry(2));
        Files.write(directory.resolve("000000000001.json.gz"), new byte[] {31, -117, 8});
        Files.writeString(directory.resolve("000000000003.json.gz.part"), "half");
        assertThat(drained(open())).containsExactly(entry(2));
        assertThat(directory.resolve("000000000001.json.gz.rejected")).exists();
        assertThat(directory.resolve("000000000003.json.gz.part")).doesNotExist();
    }

    @Test
    void whereTheDiskTakesNothingSomeWaitInMemory() throws Exception {
        Path place = directory.resolve("spool");
        Spool spool = Spool.open(place, 1_000, 1_000_000);
        spool.add(entry(1));
        Path moved = Files.move(place, directory.resolve("gone"));
        for (int number = 2; number <= 65; number++) {
            assertThat(spool.add(entry(number))).isTrue();
        }
        assertThat(spool.add(entry(66))).isFalse();
        Files.move(moved, place);
        assertThat(drained(spool)).hasSize(65).startsWith(entry(1), entry(2)).endsWith(entry(65));
    }
}
