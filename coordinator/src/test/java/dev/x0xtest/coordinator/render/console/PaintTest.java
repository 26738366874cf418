package dev.x0xtest.coordinator.render.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Console.Colors;
import dev.x0xtest.coordinator.report.CellClass;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PaintTest {
    private static String cell(Colors colors, CellClass cellClass) {
        return new Paint(new Console(80, colors, false, true)).cell(cellClass, "x");
    }

    @Test
    void aTerminalWithEightColoursGetsNoSequenceOfThePalette() {
        assertThat(CellClass.values())
                .allSatisfy(cellClass -> assertThat(cell(Colors.BASIC, cellClass))
                        .startsWith("\u001b[")
                        .doesNotContain("38;5", "48;5"));
        assertThat(Arrays.stream(CellClass.values()).map(it -> cell(Colors.BASIC, it)))
                .doesNotHaveDuplicates();
        assertThat(cell(Colors.PALETTE, CellClass.PROVEN)).contains("48;5");
    }

    @Test
    void withoutColoursThereIsNoSequenceAtAll() {
        Paint paint = new Paint(Console.PLAIN);
        assertThat(paint.cell(CellClass.REFUTED, "a") + paint.bold("b") + paint.dim("c") + paint.alarm("d"))
                .isEqualTo("abcd");
    }
}
