package dev.x0xtest.serve.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.harm.Harm;
import dev.x0xtest.serve.schedule.terms.Cost;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final String NOON = "2026-05-06T12:01:00Z";
    private static final Scope SCOPE = new Scope(Schedules.TEST, Plane.RAW);
    private static final Duration HOUR = Duration.ofHours(1);

    private static VirtualDaemon small() {
        return new VirtualDaemon(Schedules.small(), bound -> 0, NOON);
    }

    private static Order order(Order.Kind kind, String target, long fromMs, long untilMs) {
        return new Order("o1", kind, target, fromMs, untilMs, "moving house", "alice");
    }

    private static Request focus() {
        List<RunPairs.Pair> pairs = IntStream.range(0, 40)
                .mapToObj(each -> new RunPairs.Pair(new NodeLabel("a"), new NodeLabel("b" + each)))
                .toList();
        return Request.focus(SCOPE, pairs, 20, 2_048);
    }

    @Test
    void theFirstRunIsDueAtTheStartAndTheOthersOnTheirTicks() {
        VirtualDaemon daemon = small().start().pass(Duration.ofMinutes(10));

        assertThat(daemon.starts.stream()
                        .map(start -> Instant.ofEpochMilli(start.dueMs()).toString()))
                .containsExactly("2026-05-06T12:01:00Z", "2026-05-06T12:05:00Z", "2026-05-06T12:10:00Z");
        Decision.Start first = daemon.starts.get(0);
        assertThat(first.kind()).isEqualTo(RunKind.FULL);
        assertThat(first.pairs()).isEqualTo(new RunPairs.All());
        assertThat(first.expected().hops()).isEqualTo(30);
        assertThat(first.slowdown()).isOne();
        assertThat(daemon.skipped).isEmpty();
    }

    @Test
    void aDaemonThatStartsAgainSoonDoesNotMeasureAtOnce() {
        long lastMs = Instant.parse("2026-05-06T12:00:00Z").toEpochMilli();
        Past past = new Past(Map.of("test/raw/full", new Past.OfSeries(lastMs, 0)), Cost.NONE);

        VirtualDaemon daemon = small().start(past).pass(Duration.ofMinutes(3));

        assertThat(daemon.starts).isEmpty();
        assertThat(daemon.skipped).isEmpty();
    }

    @Test
    void whatWasDueWhileTheDaemonWasDownIsOneGap() {
        long lastMs = Instant.parse("2026-05-06T09:00:00Z").toEpochMilli();
        Past past = new Past(Map.of("test/raw/full", new Past.OfSeries(lastMs, 0)), Cost.NONE);

        VirtualDaemon daemon = small().start(past).pass(Duration.ofMinutes(1));

        assertThat(daemon.skipped).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo(SkippedTick.Reason.MISSED);
            assertThat(Instant.ofEpochMilli(gap.dueMs())).isEqualTo("2026-05-06T09:05:00Z");
            assertThat(Instant.ofEpochMilli(gap.untilMs())).isEqualTo(NOON);
            assertThat(gap.text()).isEqualTo("serve was not running");
        });
        assertThat(daemon.starts).hasSize(1);
    }

    @Test
    void aTickOfABusyFleetIsSkippedWithWhose() {
        VirtualDaemon daemon = small().runsEnd(
                        run -> RunEnd.without(run.number(), RunEnd.Outcome.BUSY, "bob's matrix on host lap"))
                .start()
                .pass(Duration.ofMinutes(5));

        assertThat(daemon.skipped)
                .extracting(SkippedTick::reason, SkippedTick::text)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(SkippedTick.Reason.BUSY, "bob's matrix on host lap"));
        assertThat(daemon.skipped).hasSize(2);
        assertThat(daemon.scheduler().spentToday()).isEqualTo(Cost.NONE);
    }

    @Test
    void noAnchorAndAFaultOfOursAreGapsAsWell() {
        for (RunEnd.Outcome outcome : List.of(RunEnd.Outcome.ANCHOR, RunEnd.Outcome.FAILED)) {
            VirtualDaemon daemon = small().runsEnd(run -> RunEnd.without(run.number(), outcome, "why"))
                    .start()
                    .pass(Duration.ofMinutes(1));

            assertThat(daemon.skipped)
                    .singleElement()
                    .extracting(tick -> tick.reason().name())
                    .isEqualTo(outcome.name());
        }
    }

    @Test
    void aTickThatWaitsTooLongForALongRunIsSkipped() {
        VirtualDaemon daemon = small().runsTake(Duration.ofMinutes(13)).start().pass(Duration.ofMinutes(16));

        assertThat(daemon.skipped).hasSize(2).allSatisfy(tick -> {
            assertThat(tick.reason()).isEqualTo(SkippedTick.Reason.RUNNING);
            assertThat(tick.text()).isEqualTo("a run of ours went on: full of test, plane raw");
        });
        assertThat(daemon.starts).hasSize(2);
        assertThat(Instant.ofEpochMilli(daemon.starts.get(1).dueMs())).isEqualTo("2026-05-06T12:15:00Z");
    }

    @Test
    void aTickWaitsForAShortRun() {
        VirtualDaemon daemon = small().runsTake(Duration.ofSeconds(270)).start().pass(Duration.ofMinutes(6));

        assertThat(daemon.startedMs.get(1) - daemon.startedMs.get(0)).isEqualTo(270_000);
        assertThat(daemon.skipped).isEmpty();
    }

    @Test
    void aPauseSkipsTheTicksOfItsScheduleUntilItEnds() {
        VirtualDaemon daemon = small().start().pass(Duration.ofMinutes(1));
        long nowMs = daemon.wallMs();
        daemon.order(List.of(order(Order.Kind.PAUSE, "test/raw/full", nowMs, nowMs + HOUR.toMillis())))
                .pass(Duration.ofMinutes(70));

        assertThat(daemon.skipped).hasSize(12).allSatisfy(tick -> {
            assertThat(tick.reason()).isEqualTo(SkippedTick.Reason.PAUSED);
            assertThat(tick.text()).isEqualTo("paused by alice: moving house");
        });
        assertThat(daemon.starts).hasSize(3);
    }

    @Test
    void aPauseOfAnotherScheduleChangesNothing() {
        VirtualDaemon daemon = small().start()
                .order(List.of(order(Order.Kind.PAUSE, "test/gossip/full", 0, Long.MAX_VALUE)))
                .pass(HOUR);

        assertThat(daemon.skipped).isEmpty();
    }

    @Test
    void anExcludedNodeTakesNoPart() {
        VirtualDaemon daemon = small().start()
                .order(List.of(order(Order.Kind.EXCLUSION, "sfo", 0, Long.MAX_VALUE)))
                .pass(Duration.ofMinutes(5));

        Decision.Start last = daemon.starts.get(1);
        assertThat(last.excluded()).containsExactly("sfo");
        assertThat(last.nodes()).isEqualTo(5);
        assertThat(last.expected().hops()).isEqualTo(20);
    }

    @Test
    void ofTwoNetworksOneRunGoesOnAtATimeAndEachHasItsTicks() {
        NetworkName prod = new NetworkName("prod");
        ScheduleConfig both = Schedules.of(
                Schedules.small().networks().get(0),
                NetworkSchedule.suiting(prod, 4).of(Set.of("p1", "p2", "p3", "p4")));
        VirtualDaemon daemon = new VirtualDaemon(both, bound -> 0, NOON)
                .runsTake(Duration.ofSeconds(40))
                .start()
                .order(List.of(order(Order.Kind.EXCLUSION, "p3", 0, Long.MAX_VALUE)))
                .pass(Duration.ofMinutes(10));

        assertThat(daemon.names())
                .containsExactly(
                        "test/raw/full",
                        "prod/raw/full",
                        "prod/gossip/full",
                        "test/raw/full",
                        "prod/raw/full",
                        "test/raw/full",
                        "prod/raw/full");
        assertThat(daemon.skipped).isEmpty();
        // The node that is excluded is not one of the other network.
        assertThat(daemon.starts.get(3).nodes())
                .as("labels of test are unknown here")
                .isEqualTo(5);
        assertThat(daemon.starts.get(4).nodes()).isEqualTo(3);
        daemon.reload(Schedules.of(
                        both.networks().get(0).of(Set.of("a", "b", "c", "d", "e", "f")),
                        both.networks().get(1)))
                .pass(Duration.ofMinutes(5));
        assertThat(daemon.starts.get(7).nodes()).isEqualTo(6);
    }

    @Test
    void withoutTwoNodesThereIsNoRun() {
        List<Order> all = IntStream.range(0, 5)
                .mapToObj(each -> order(Order.Kind.EXCLUSION, "n" + each, 0, Long.MAX_VALUE))
                .toList();
        VirtualDaemon daemon = small().start().order(all).pass(Duration.ofMinutes(5));

        assertThat(daemon.skipped)
                .singleElement()
                .extracting(SkippedTick::reason)
                .isEqualTo(SkippedTick.Reason.PAUSED);
    }

    @Test
    void aRunThatConfirmsACauseComesBeforeTheTicksThatWait() {
        VirtualDaemon daemon = new VirtualDaemon(Schedules.everything(), bound -> 0, "2026-05-06T12:02:20Z")
                .runsTake(Duration.ofSeconds(20))
                .start()
                .confirm(focus())
                .pass(Duration.ofMinutes(2));

        assertThat(daemon.names()).startsWith("test/raw/full", "focus", "test/gossip/full");
        assertThat(daemon.starts.get(1).pairs().count(6))
                .as("at most 400 hops of 20 each")
                .isEqualTo(20);
    }

    @Test
    void somebodyCanAskForARunUnlessOneGoesOn() {
        Request full = Request.full(SCOPE, 1, 2_048, Duration.ofMinutes(2));
        VirtualDaemon daemon =
                small().start().request(full).pass(Duration.ofMinutes(1)).request(full);

        assertThat(daemon.refused).singleElement().satisfies(no -> {
            assertThat(no.reason()).isEqualTo(Decision.Refused.Reason.RUNNING);
            assertThat(no.text()).isEqualTo("a run goes on: full of test, plane raw");
        });
        assertThat(daemon.names()).containsExactly("test/raw/full", "requested");
    }

    @Test
    void aNetworkThatThereIsNotIsRefused() {
        Request other = Request.full(new Scope(new NetworkName("prod"), Plane.RAW), 1, 2_048, Duration.ofMinutes(2));
        VirtualDaemon daemon = small().start().pass(Duration.ofMinutes(1)).request(other);

        assertThat(daemon.refused)
                .singleElement()
                .isEqualTo(new Decision.Refused(Decision.Refused.Reason.UNKNOWN, "there is no network prod"));
    }

    @Test
    void whatExceedsTheBudgetOfTheDayIsSkippedUntilMidnightUtc() {
        VirtualDaemon daemon = new VirtualDaemon(
                        Schedules.within(Schedules.small(), 1_000, Long.MAX_VALUE), bound -> 0, "2026-05-06T20:00:00Z")
                .start()
                .pass(Duration.ofHours(5));

        // A run counts 30 hops and 60 other messages.
        assertThat(daemon.starts.stream().filter(start -> start.dueMs() < at("2026-05-07T00:00:00Z")))
                .hasSize(11);
        assertThat(daemon.skipped(SkippedTick.Reason.BUDGET))
                .isNotEmpty()
                .first()
                .satisfies(tick -> assertThat(tick.text())
                        .startsWith("990 of 1,000 messages of the day are spent, and this run needs "));
        assertThat(daemon.starts.stream().filter(start -> start.dueMs() >= at("2026-05-07T00:00:00Z")))
                .hasSize(11);
    }

    @Test
    void theBudgetOfBytesHoldsForRunsThatSomebodyAsksForToo() {
        VirtualDaemon daemon = new VirtualDaemon(Schedules.within(Schedules.small(), 1_000, 1), bound -> 0, NOON)
                .start()
                .request(Request.full(SCOPE, 1, 2_048, Duration.ofMinutes(2)));

        assertThat(daemon.starts).isEmpty();
        assertThat(daemon.refused)
                .singleElement()
                .extracting(Decision.Refused::reason)
                .isEqualTo(Decision.Refused.Reason.BUDGET);
        assertThat(daemon.skipped)
                .singleElement()
                .extracting(SkippedTick::reason)
                .isEqualTo(SkippedTick.Reason.BUDGET);
    }

    @Test
    void whereNobodyElseNeedsTheDaemonsHarmSlowsNothingDown() {
        ScheduleConfig small = Schedules.small();
        ScheduleConfig ungoverned = new ScheduleConfig(small.networks(), small.budget(), /* governed= */ false);
        VirtualDaemon daemon = new VirtualDaemon(ungoverned, bound -> 0, NOON)
                .runsEnd(run -> new RunEnd(run.number(), RunEnd.Outcome.DONE, "", 30, 60, new Harm(5, 0, 0, 0, 0, 0)))
                .start()
                .pass(Duration.ofHours(1));
        assertThat(daemon.skipped(SkippedTick.Reason.GOVERNOR)).isEmpty();
    }

    @Test
    void harmSlowsDownAndCleanRunsSpeedUpAgain() {
        Harm harm = new Harm(5, 0, 0, 0, 0, 0);
        VirtualDaemon daemon = small().runsEnd(run ->
                        new RunEnd(run.number(), RunEnd.Outcome.DONE, "", 30, 60, run.number() <= 2 ? harm : Harm.NONE))
                .start()
                .pass(Duration.ofHours(5));

        assertThat(daemon.notes)
                .containsExactly(
                        "slowing down to 1/2 of the rate: 5 events evicted",
                        "slowing down to 1/4 of the rate: 5 events evicted",
                        "speeding up to 1/2 of the rate: 3 runs without harm",
                        "back at the full rate: 3 runs without harm");
        assertThat(daemon.starts.stream().limit(9).map(Decision.Start::slowdown))
                .containsExactly(1, 2, 4, 4, 4, 2, 2, 2, 1);
        // One tick between the first two runs, three between the next three, one between those after them.
        assertThat(daemon.skipped(SkippedTick.Reason.GOVERNOR)).hasSize(1 + 3 * 3 + 3);
        assertThat(daemon.skipped(SkippedTick.Reason.GOVERNOR).get(0).text())
                .isEqualTo("1 of 2 ticks runs: 5 events evicted");
        assertThat(daemon.scheduler().factor()).isOne();
    }

    @Test
    void theRotationGoesOnWhereItStopped() {
        NetworkSchedule wide = Schedules.network(60, null, Duration.ofMinutes(5), Map.of(), List.of());
        long lastMs = at("2026-05-06T12:00:00Z");
        Past past = new Past(Map.of("test/raw/rotation", new Past.OfSeries(lastMs, 7)), Cost.NONE);

        VirtualDaemon daemon = new VirtualDaemon(Schedules.of(wide), bound -> 0, NOON)
                .start(past)
                .pass(Duration.ofMinutes(12));

        assertThat(daemon.starts.stream().map(Decision.Start::pairs))
                .containsExactly(new RunPairs.Rotated(4, 8), new RunPairs.Rotated(4, 9));
        assertThat(daemon.starts.get(0).expected().hops()).isEqualTo(240);
    }

    @Test
    void aRoundThatWasNotMeasuredComesAgain() {
        NetworkSchedule wide = Schedules.network(60, null, Duration.ofMinutes(5), Map.of(), List.of());
        VirtualDaemon daemon = new VirtualDaemon(Schedules.of(wide), bound -> 0, NOON)
                .runsEnd(run -> run.number() == 2
                        ? RunEnd.without(2, RunEnd.Outcome.BUSY, "bob's")
                        : VirtualDaemon.PASSES.apply(run))
                .start()
                .pass(Duration.ofMinutes(10));

        assertThat(daemon.starts.stream().map(Decision.Start::pairs))
                .containsExactly(new RunPairs.Rotated(4, 1), new RunPairs.Rotated(4, 2), new RunPairs.Rotated(4, 2));
    }

    @Test
    void theOldestPairIsAFigure() {
        NetworkSchedule wide = Schedules.network(60, null, Duration.ofMinutes(5), Map.of(), List.of());
        VirtualDaemon daemon = new VirtualDaemon(Schedules.of(wide), bound -> 0, "2026-05-06T12:00:00Z").start();

        daemon.pass(Duration.ofMinutes(5 * 13));
        Standing standing = daemon.scheduler().standings().get(0);
        assertThat(standing.rounds()).isEqualTo(15);
        assertThat(standing.oldestPairMs()).as("not every pair was measured").isNull();

        daemon.pass(Duration.ofMinutes(11));
        standing = daemon.scheduler().standings().get(0);
        assertThat(standing.oldestPairMs()).isNotNull();
        assertThat(daemon.wallMs() - standing.oldestPairMs())
                .isLessThanOrEqualTo(Duration.ofMinutes(75).toMillis());
    }

    @Test
    void anotherConfigurationKeepsTheSeriesThatStay() {
        VirtualDaemon daemon = new VirtualDaemon(Schedules.everything(), bound -> 0, NOON)
                .start()
                .pass(HOUR);
        long round = daemon.scheduler().standings().get(1).round();

        daemon.reload(Schedules.of(
                        Schedules.network(20, Duration.ofMinutes(20), Duration.ofMinutes(5), Map.of(), List.of())))
                .pass(HOUR);

        assertThat(daemon.scheduler().standings().stream()
                        .map(standing -> standing.series().name()))
                .containsExactly("test/raw/full", "test/raw/rotation");
        assertThat(daemon.scheduler().standings().get(1).round()).isGreaterThan(round);
        assertThat(daemon.skipped).isEmpty();
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
