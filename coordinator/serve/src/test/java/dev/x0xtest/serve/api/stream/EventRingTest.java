package dev.x0xtest.serve.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private final EventRing ring = new EventRing("b", 3, 1000);

    @Test
    void keepsTheLastEvents() {
        for (int number = 0; number < 5; number++) {
            ring.add("cell", "{\"n\":" + number + "}");
        }
        assertThat(ring.first()).isEqualTo(2);
        assertThat(ring.next()).isEqualTo(5);
        for (int number = 2; number < 5; number++) {
            assertThat(ring.frame(number))
                    .isEqualTo("id: b-" + number + "\nevent: cell\ndata: {\"n\":" + number + "}\n\n");
        }
        assertThat(ring.frame(5)).isNull();
        assertThatThrownBy(() -> ring.frame(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsWhereAClientGoesOn() {
        for (int number = 0; number < 5; number++) {
            ring.add("cell", "{}");
        }
        assertThat(ring.after("b-1")).hasValue(2);
        assertThat(ring.after("b-4")).hasValue(5);
        for (String id : List.of("b-0", "b-5", "b-", "b--1", "b-x", "a-3", "b-9223372036854775807", "")) {
            assertThat(ring.after(id)).as(id).isEmpty();
        }
    }

    @Test
    void boundsItsCharacters() {
        ring.add("cell", "x".repeat(600));
        ring.add("cell", "x".repeat(600));
        assertThat(ring.first()).isEqualTo(1);
        ring.add("cell", "x".repeat(5000));
        assertThat(ring.first()).isEqualTo(2);
        assertThat(ring.frame(2)).hasSizeGreaterThan(5000);
    }
}
