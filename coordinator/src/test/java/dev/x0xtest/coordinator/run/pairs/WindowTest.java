package dev.x0xtest.coordinator.run.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long SECOND = 1_000_000_000L;

    private static void answers(Window window, int count) {
        for (int i = 0; i < count; i++) {
            window.answered();
        }
    }

    @Test
    void growsByEachAnswerUpToItsBound() {
        Window window = new Window(64);
        assertThat(window.size()).isEqualTo(16);
        answers(window, 10);
        assertThat(window.size()).isEqualTo(26);
        answers(window, 1_000);
        assertThat(window.size()).isEqualTo(64);
    }

    @Test
    void isHalvedOnceForAllThatStayOutTogether() {
        Window window = new Window(64);
        answers(window, 100);
        for (int i = 0; i < 64; i++) {
            window.unanswered(10 * SECOND + i);
        }
        assertThat(window.size()).isEqualTo(32);
        window.unanswered(13 * SECOND);
        assertThat(window.size()).isEqualTo(16);
    }

    @Test
    void growsSlowlyOnceItWasHalved() {
        Window window = new Window(64);
        window.unanswered(SECOND);
        assertThat(window.size()).isEqualTo(8);
        answers(window, 7);
        assertThat(window.size()).isEqualTo(8);
        answers(window, 3);
        assertThat(window.size()).isEqualTo(9);
    }

    @Test
    void neverClosesAndNeverExceedsWhatThePersonAllows() {
        Window small = new Window(2);
        Window large = new Window(64);
        for (int i = 0; i < 20; i++) {
            small.unanswered(3L * SECOND * i);
            large.unanswered(3L * SECOND * i);
        }
        assertThat(small.size()).isEqualTo(2);
        assertThat(large.size()).isEqualTo(4);
    }
}
