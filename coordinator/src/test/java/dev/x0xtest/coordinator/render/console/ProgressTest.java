package dev.x0xtest.coordinator.render.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private final List<String> lines = new ArrayList<>();
    private final Progress.Plain plain = new Progress.Plain(lines::add);

    @ParameterizedTest
    @CsvSource({"2,2", "6,6", "20,20", "30,20", "306,20", "9900,20"})
    void aPlainLineComesForEveryTwentiethAndAtTheEnd(int pairs, int expected) {
        for (int decided = 1; decided <= pairs; decided++) {
            plain.advance(pairs, decided, decided, 0);
        }

        assertThat(lines).hasSize(expected);
        assertThat(lines).last().isEqualTo(pairs + "/" + pairs + " pairs decided, " + pairs + " proven");
    }

    @Test
    void refutedPairsAreMentionedOnceThereAreSome() {
        plain.advance(30, 15, 14, 0);
        plain.advance(30, 30, 28, 2);

        assertThat(lines)
                .containsExactly("15/30 pairs decided, 14 proven", "30/30 pairs decided, 28 proven, 2 refuted");
    }

    @Test
    void nothingIsSaidTwice() {
        plain.advance(30, 15, 14, 0);
        plain.advance(30, 15, 14, 0);
        plain.advance(0, 0, 0, 0);

        assertThat(lines).hasSize(1);
    }

    @Test
    void whatARunWaitsForIsToldInAPipeAFewTimesOnly() {
        for (int second = 1; second <= 3_600; second++) {
            plain.status("waiting for tokyo (" + second + " s of 30 s)");
        }

        assertThat(lines)
                .hasSizeBetween(8, 12)
                .startsWith("waiting for tokyo (5 s of 30 s)", "waiting for tokyo (15 s of 30 s)");
    }

    @Test
    void whereOtherLinesComeNothingIsAdded() {
        for (int pair = 1; pair <= 20; pair++) {
            plain.status("waiting for tokyo");
            plain.advance(20, pair, pair, 0);
        }

        assertThat(lines).hasSize(20).noneMatch(line -> line.contains("tokyo"));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aLiveConsoleShowsWhatTheRunWaitsForOnALineThatItErases() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = Progress.on(err, new Console(40, false, false, true))) {
            progress.status("waiting for a-node-with-a-very-long-label, another (1 s of 30 s)");
            progress.note("sfo is silent");
            progress.status("waiting for tokyo (2 s of 30 s)");
        }

        String erased = "\r" + " ".repeat(39) + "\r";
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(erased + "waiting for ~" + erased + "sfo is silent\n" + erased
                        + "waiting for tokyo (2 s of 30 s)" + erased);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void theRoomOfAStatusIsWhatTheCountsLeaveOfTheLine() {
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (Progress narrow = Progress.on(err, new Console(40, false, false, true));
                Progress wide = Progress.on(err, new Console(80, false, false, true))) {
            assertThat(narrow.room()).isEqualTo(39);
            assertThat(wide.room()).isEqualTo(79);
            narrow.advance(12, 2, 2, 0);
            wide.advance(12, 2, 2, 0);
            assertThat(narrow.room()).isEqualTo(39 - "2/12 pairs, 2 proven; ".length());
            assertThat(wide.room()).isEqualTo(80 - 28 - 4 - "2 proven; ".length());
        }
        assertThat(plain.room()).isEqualTo(Progress.LINE);
    }

    @Test
    void notesAlwaysComeThrough() {
        plain.note("sfo is silent");

        assertThat(lines).containsExactly("sfo is silent");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aLiveConsoleGetsABarThatEndsOnALineOfItsOwn() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = Progress.on(err, new Console(80, false, false, true))) {
            progress.note("looking for 6 runners");
            progress.advance(30, 15, 14, 1);
            progress.note("sfo is silent");
            progress.advance(30, 30, 29, 1);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .doesNotContain("\u001b")
                .startsWith("looking for 6 runners\n")
                .contains("sfo is silent\n", "30/30", "29 proven, 1 refuted")
                .endsWith("\n");
    }

    @ParameterizedTest
    @CsvSource({"10", "20", "40", "80"})
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aBarNeverFillsTheLastColumnOfANarrowTerminal(int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = Progress.on(err, new Console(width, false, true, true))) {
            progress.advance(16_256, 15, 14, 1);
            progress.note("x");
            progress.advance(16_256, 16_256, 16_000, 256);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).split("[\r\n]")).allMatch(line -> line.length() < width);
    }

    /** The bar is drawn by a thread of its own, which must find no place between the blanks and the note. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aNoteIsPrintedInOnePiece() {
        List<String> printed = new CopyOnWriteArrayList<>();
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void print(@Nullable String text) {
                printed.add(String.valueOf(text));
            }
        };
        try (Progress progress = Progress.on(err, new Console(80, false, true, true))) {
            progress.advance(30, 15, 14, 1);
            progress.note("sfo is silent");
        }
        assertThat(printed).contains("\r" + " ".repeat(79) + "\rsfo is silent\n");
    }

    /** No word is cut: where it is narrow there is no room for a bar. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aNarrowTerminalGetsCountsInsteadOfABar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress progress = Progress.on(err, new Console(40, false, false, true))) {
            progress.advance(12, 2, 2, 0);
            progress.status("waiting for tokyo (12 s of 30 s)");
            progress.note("the anchor's stream was interrupted: the connection was closed");
            progress.advance(12, 12, 11, 1);
        }
        String erased = "\r" + " ".repeat(39) + "\r";
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(erased + "2/12 pairs, 2 proven" + erased + "2/12 pairs, 2 proven; waiting for ~" + erased
                        + "the anchor's stream was interrupted: the\n  connection was closed\n" + erased
                        + "12/12 pairs, 11 proven, 1 refuted\n");
    }
}
