package dev.x0xtest.serve.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.alert.sink.SampleAlert;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();

    private static Delivery delivery(int number, String incident, long nextMs) {
        return new Delivery(
                "webhook", SampleAlert.of(Integer.toHexString(number), incident, Alert.Event.OPENED), 0, nextMs);
    }

    @Test
    void oneThatWaitsHoldsBackItsOwnIncidentAlone() {
        Delivery first = delivery(1, "a", 0);
        Delivery second = delivery(2, "a", 0);
        Delivery other = delivery(3, "b", 0);
        outbox.offer(first);
        outbox.offer(second);
        outbox.offer(other);
        assertThat(outbox.next(0)).contains(first);
        Delivery later = new Delivery(first.sink(), first.alert(), 1, 500);
        outbox.later(later);
        assertThat(outbox.next(0)).contains(other);
        outbox.done(other);
        assertThat(outbox.next(499)).isEmpty();
        assertThat(outbox.nextMs()).hasValue(500);
        assertThat(outbox.next(500)).contains(later);
        outbox.done(later);
        assertThat(outbox.next(500)).contains(second);
        outbox.done(second);
        assertThat(outbox.nextMs()).isEmpty();
    }

    @Test
    void whatIsKnownOrNotNeededIsNotHeldTwice() {
        assertThat(outbox.offer(delivery(1, "a", 0))).isEqualTo(Outbox.Offer.HELD);
        assertThat(outbox.offer(delivery(1, "a", 0))).isEqualTo(Outbox.Offer.KNOWN);
        Alert again = SampleAlert.of("2", "a", Alert.Event.REPEATED);
        assertThat(outbox.offer(new Delivery("webhook", again, 0, 0))).isEqualTo(Outbox.Offer.SUPERSEDED);
        Alert other = SampleAlert.of("3", "b", Alert.Event.REPEATED);
        assertThat(outbox.offer(new Delivery("webhook", other, 0, 0))).isEqualTo(Outbox.Offer.HELD);
    }

    @Test
    void aFullOneRefusesAllUntilItHasRoomAndIsOfferedTheOldOnesAgain() {
        for (int number = 0; number < Outbox.MOST; number++) {
            assertThat(outbox.offer(delivery(number, "a", 0))).isEqualTo(Outbox.Offer.HELD);
        }
        assertThat(outbox.offer(delivery(5_000, "a", 0))).isEqualTo(Outbox.Offer.REFUSED);
        outbox.done(delivery(0, "a", 0));
        // There is room, but it would overtake the one that was refused.
        assertThat(outbox.offer(delivery(5_001, "a", 0))).isEqualTo(Outbox.Offer.REFUSED);
        assertThat(outbox.wantsMore()).isFalse();
        for (int number = 1; number <= Outbox.MOST / 2; number++) {
            outbox.done(delivery(number, "a", 0));
        }
        assertThat(outbox.wantsMore()).isTrue();
        outbox.refill(
                List.of(delivery(Outbox.MOST / 2, "a", 0), delivery(Outbox.MOST - 1, "a", 0), delivery(5_000, "a", 0)),
                true);
        assertThat(outbox.size())
                .as("neither what is held nor what is done comes again")
                .isEqualTo(Outbox.MOST / 2);
        assertThat(outbox.wantsMore()).as("the history may have more").isTrue();
        outbox.refill(List.of(), false);
        assertThat(outbox.wantsMore()).isFalse();
        assertThat(outbox.offer(delivery(5_001, "a", 0))).isEqualTo(Outbox.Offer.HELD);
    }
}
