package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BringUpTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long nowNanos;
    private final StringWriter screen = new StringWriter();

    private BringUp bringUp(boolean live) {
        return new BringUp(128, new PrintWriter(screen), live, () -> nowNanos);
    }

    @Test
    void aMeshThatIsUpWithinASecondSaysNothing() {
        try (BringUp bringUp = bringUp(true)) {
            nowNanos = SECOND / 2;
            bringUp.up(6);
        }
        assertThat(screen.toString()).isEmpty();
    }

    @Test
    void aSlowOneDrawsOneLineAndRemovesIt() {
        try (BringUp bringUp = bringUp(true)) {
            nowNanos = 2 * SECOND;
            bringUp.up(40);
            nowNanos = 2 * SECOND + 1;
            bringUp.up(41);
            nowNanos = 3 * SECOND;
            bringUp.up(50);
            assertThat(screen.toString())
                    .isEqualTo("\rstarting: 40 of 128 nodes are up\rstarting: 50 of 128 nodes are up");
        }
        assertThat(screen.toString()).endsWith("\r" + " ".repeat(32) + "\r");
    }

    @Test
    void aFileGetsNothing() {
        try (BringUp bringUp = bringUp(false)) {
            nowNanos = 9 * SECOND;
            bringUp.up(40);
        }
        assertThat(screen.toString()).isEmpty();
    }
}
