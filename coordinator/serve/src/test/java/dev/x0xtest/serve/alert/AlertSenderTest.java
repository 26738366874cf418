package dev.x0xtest.serve.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.x0xtest.serve.alert.sink.HttpCalls;
import dev.x0xtest.serve.alert.sink.HttpSink;
import dev.x0xtest.serve.alert.sink.SampleAlert;
import dev.x0xtest.serve.alert.sink.SecretUrl;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.alert.sink.WebhookSink;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertSenderTest {
    private static final AlertTimes FAST =
            new AlertTimes(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofDays(7), Duration.ofHours(1));

    private final Backlog backlog = new Backlog();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** The outbox of a history, in memory. */
    private static final class Backlog implements AlertBacklog {
        private final Map<String, Delivery> held = new LinkedHashMap<>();
        private final AtomicInteger postponed = new AtomicInteger();

        synchronized void keep(List<Delivery> deliveries) {
            deliveries.forEach(one -> held.put(one.sink() + one.alert().id(), one));
        }

        @Override
        public synchronized void delivered(Delivery delivery) {
            held.remove(delivery.sink() + delivery.alert().id());
        }

        @Override
        public synchronized void postponed(Delivery delivery) {
            held.replace(delivery.sink() + delivery.alert().id(), delivery);
            postponed.incrementAndGet();
        }

        @Override
        public synchronized List<Delivery> waiting(String sink, int limit) {
            return held.values().stream()
                    .filter(one -> one.sink().equals(sink))
                    .limit(limit)
                    .toList();
        }

        synchronized List<Delivery> all() {
            return List.copyOf(held.values());
        }
    }

    private AlertSender sender(AlertTimes times, Sink... sinks) {
        AlertSender sender =
                new AlertSender(List.of(sinks), backlog, InstantSource.system(), new SplittableRandom(3), times);
        opened.add(sender);
        return sender;
    }

    private void give(AlertSender sender, Alert... alerts) {
        List<Delivery> deliveries = sender.deliveries(List.of(alerts), 0);
        backlog.keep(deliveries);
        sender.offer(deliveries);
    }

    private static Alert alert(int number, String incident) {
        Alert made = SampleAlert.of(Integer.toHexString(number), incident, Alert.Event.CHANGED);
        long now = InstantSource.system().millis();
        return new Alert(
                made.id(),
                made.incident(),
                made.event(),
                made.kind(),
                made.severity(),
                made.subject(),
                now,
                now,
                made.seen(),
                1,
                made.text(),
                made.next(),
                made.url(),
                made.fleet(),
                made.network());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void aSinkThatHangsDelaysNoOther() {
        FakeSink black = FakeSink.hanging("black");
        FakeSink good = FakeSink.taking("good");
        AlertSender sender = sender(FAST, black, good);
        sender.start(List.of());
        for (int number = 0; number < 50; number++) {
            give(sender, alert(number, "a"));
        }
        await().until(() -> good.taken.size() == 50);
        assertThat(black.taken).isEmpty();
        assertThat(sender.waiting()).containsEntry("black", 50);
        black.release();
        await().until(() -> backlog.all().isEmpty());
        assertThat(black.taken).isEqualTo(good.taken);
    }

    @Test
    void aSinkThatFailsIsTriedAgainInTheOrderOfEachIncident() {
        FakeSink sink = FakeSink.taking("webhook").failing(7);
        AlertSender sender = sender(FAST, sink);
        sender.start(List.of());
        for (int number = 0; number < 20; number++) {
            give(sender, alert(number, number % 2 == 0 ? "a" : "b"));
        }
        await().until(() -> backlog.all().isEmpty());
        assertThat(backlog.postponed.get()).isEqualTo(7);
        for (String incident : List.of("a", "b")) {
            assertThat(sink.taken.stream()
                            .filter(alert -> alert.incident().endsWith(incident))
                            .map(alert -> Integer.parseInt(alert.id(), 16)))
                    .as(incident)
                    .isSorted()
                    .hasSize(10);
        }
    }

    @Test
    void aDefectOfASinkEndsNothing() {
        FakeSink sink = FakeSink.taking("webhook");
        sink.breaks = true;
        AlertSender sender = sender(FAST, sink);
        sender.start(List.of());
        give(sender, alert(1, "a"));
        await().until(() -> backlog.postponed.get() > 2);
        sink.breaks = false;
        await().until(() -> sink.taken.size() == 1);
    }

    @Test
    void whatDoesNotFitIsTakenFromTheHistoryLater() {
        FakeSink sink = FakeSink.hanging("webhook");
        AlertSender sender = sender(FAST, sink);
        sender.start(List.of());
        int all = Outbox.MOST + 700;
        for (int number = 0; number < all; number++) {
            give(sender, alert(number, "a"));
        }
        assertThat(sender.waiting().get("webhook")).isEqualTo(Outbox.MOST);
        sink.release();
        await().atMost(Duration.ofSeconds(30)).until(() -> sink.taken.size() == all);
        assertThat(sink.taken.stream().map(one -> Integer.parseInt(one.id(), 16)))
                .isSorted();
        await().until(() -> backlog.all().isEmpty());
    }

    @Test
    void anotherProcessSendsWhatOneHasLeft() {
        AlertSender first = sender(FAST, FakeSink.hanging("webhook"));
        first.start(List.of());
        give(first, alert(1, "a"), alert(2, "a"));
        first.close();
        FakeSink sink = FakeSink.taking("webhook");
        sender(FAST, sink).start(backlog.all());
        await().until(() -> sink.taken.size() == 2);
    }

    @Test
    void whatIsForASinkThatIsGoneIsGivenUp() {
        AlertSender first = sender(FAST, FakeSink.hanging("old"));
        give(first, alert(1, "a"));
        sender(FAST, FakeSink.taking("new")).start(backlog.all());
        assertThat(backlog.all()).isEmpty();
    }

    @Test
    void anAlertThatNobodyTakesForAWeekIsGivenUp() {
        FakeSink sink = FakeSink.taking("webhook").failing(Integer.MAX_VALUE);
        AlertSender sender = sender(FAST, sink);
        sender.start(List.of());
        give(sender, old());
        await().until(() -> backlog.all().isEmpty());
        assertThat(sink.taken).isEmpty();
    }

    private static Alert old() {
        Alert made = alert(1, "a");
        long at = made.atMs() - Duration.ofDays(8).toMillis();
        return new Alert(
                made.id(),
                made.incident(),
                made.event(),
                made.kind(),
                made.severity(),
                made.subject(),
                at,
                at,
                made.seen(),
                1,
                made.text(),
                made.next(),
                made.url(),
                made.fleet(),
                made.network());
    }

    @Test
    void whatLastsIsToldAgainOnlyWhileTheLoopLives() {
        FakeSink sink = FakeSink.taking("alertmanager");
        sink.every = Duration.ofMillis(5);
        Alert lasting = alert(1, "a");
        AlertSender sender = sender(FAST, sink);
        sender.standing(List.of(lasting));
        sender.start(List.of());
        await().until(() -> sink.refreshed.size() > 3);
        assertThat(sink.refreshed.get(0)).containsExactly(lasting);
        sender.alive(0);
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            int before = sink.refreshed.size();
            give(sender, alert(sink.taken.size() + 2, "b"));
            await().until(() -> backlog.all().isEmpty());
            return sink.refreshed.size() == before;
        });
    }

    @Test
    void aBlackHoleOfAWebhookHoldsNothingUp() throws Exception {
        HttpSink black = new HttpSink().mood(HttpSink.Mood.HANGS);
        opened.add(black);
        HttpSink good = new HttpSink();
        opened.add(good);
        AlertSender sender = sender(
                FAST,
                WebhookSink.json(
                        "black", SecretUrl.parse(black.address("/")), new HttpCalls(Duration.ofSeconds(20)), null),
                WebhookSink.json(
                        "good", SecretUrl.parse(good.address("/")), new HttpCalls(Duration.ofSeconds(20)), null));
        sender.start(List.of());
        give(sender, alert(1, "a"));
        assertThat(black.arrived.poll(20, TimeUnit.SECONDS)).isNotNull();
        give(sender, alert(2, "a"));
        assertThat(good.arrived.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(good.arrived.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(sender.waiting()).containsEntry("black", 2);
    }

    @Test
    void aHeartbeatAsksForItsAddressAfterARound() throws Exception {
        HttpSink server = new HttpSink();
        opened.add(server);
        Heartbeat heartbeat =
                new Heartbeat(SecretUrl.parse(server.address("/ping/uuid")), new HttpCalls(Duration.ofSeconds(20)));
        opened.add(heartbeat);
        heartbeat.round();
        assertThat(server.arrived.poll(20, TimeUnit.SECONDS)).satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/ping/uuid");
        });
        server.mood(HttpSink.Mood.REFUSES);
        heartbeat.round();
        assertThat(server.arrived.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
}
