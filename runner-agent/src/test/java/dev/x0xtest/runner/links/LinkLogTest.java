package dev.x0xtest.runner.links;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.Evidence;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A daemon's answers, one after the other. Its uptime is 100 s more than the second of the answer, unless a test says else. */
class LinkLogTest {
    private static final String SFO = "5f".repeat(32);
    private static final String SYDNEY = "6d".repeat(32);

    private final LinkLog log = new LinkLog();

    private static ObjectNode answer(long uptimeSecs) {
        ObjectNode answer = WireJson.object().put("uptime_s", uptimeSecs);
        answer.putArray("per_peer_transport");
        return answer;
    }

    private static ObjectNode with(ObjectNode answer, String machine, long number) {
        ((ArrayNode) answer.path("per_peer_transport"))
                .addObject()
                .put("peer_id", machine)
                .put("generation", number)
                .put("connected", true);
        return answer;
    }

    private void at(long second, ObjectNode answer) {
        log.take(answer, second * 1_000_000_000L, second * 1_000_000_000L);
    }

    private void late(long askedSecond, long second, ObjectNode answer) {
        log.take(answer, askedSecond * 1_000_000_000L, second * 1_000_000_000L);
    }

    private void at(long second, String machine, long number) {
        at(second, with(answer(100 + second), machine, number));
    }

    private Evidence.Links links(long goSecond) {
        return Objects.requireNonNull(log.links(goSecond * 1_000_000_000L));
    }

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(log.links(0)).isNull();
    }

    @Test
    void aHigherNumberThanEverIsANewConnection() {
        at(0, SFO, 1);
        at(20, SFO, 1);
        at(40, SFO, 7);
        at(60, SFO, 7);
        assertThat(links(100))
                .isEqualTo(
                        new Evidence.Links(-100_000, -40_000, List.of(new Evidence.Renewal(SFO, -80_000, -60_000, 2))));
    }

    @Test
    void anOlderConnectionThatIsUsedAgainIsNoNewOne() {
        at(0, SFO, 5);
        at(20, SFO, 8);
        at(40, SFO, 5);
        at(60, SFO, 8);
        assertThat(links(60).renewed()).containsExactly(new Evidence.Renewal(SFO, -60_000, -40_000, 2));
    }

    @Test
    void aMachineThatWasNotThereHasANewConnectionAndOneThatIsGoneHasNone() {
        at(0, SFO, 1);
        at(20, with(with(answer(120), SFO, 1), SYDNEY, 2));
        at(40, SYDNEY, 2);
        assertThat(links(40).renewed()).containsExactly(new Evidence.Renewal(SYDNEY, -40_000, -20_000, 2));
    }

    @Test
    void aDaemonThatWasStartedAgainHasNoPast() {
        at(0, SFO, 4);
        at(20, SFO, 9);
        at(40, with(answer(12), SFO, 1));
        assertThat(links(40)).isEqualTo(new Evidence.Links(0, 0, List.of()));
        at(60, with(answer(32), SFO, 2));
        assertThat(links(60).renewed()).hasSize(1);
    }

    @Test
    void anAnswerThatWasLongOnItsWayIsNoSignOfARestart() {
        at(0, SFO, 4);
        late(20, 29, with(answer(120), SFO, 9));
        late(40, 40, with(answer(140), SFO, 12));
        // The daemon made each answer at some time since it was asked for.
        assertThat(links(40))
                .isEqualTo(new Evidence.Links(
                        -40_000,
                        0,
                        List.of(
                                new Evidence.Renewal(SFO, -40_000, -11_000, 1),
                                new Evidence.Renewal(SFO, -20_000, 0, 1))));
    }

    @Test
    void anAnswerThatComesAfterALaterOneIsLeftOut() {
        at(20, SFO, 4);
        late(10, 21, with(answer(110), SFO, 3));
        assertThat(links(20)).isEqualTo(new Evidence.Links(0, 0, List.of()));
    }

    @Test
    void aDaemonThatStoodStillOrWasNotAskedKeepsItsPast() {
        at(0, SFO, 4);
        at(70, SFO, 9);
        assertThat(links(70))
                .isEqualTo(new Evidence.Links(-70_000, 0, List.of(new Evidence.Renewal(SFO, -70_000, 0, 1))));
    }

    @Test
    void tenMinutesAreKept() {
        at(0, SFO, 1);
        at(20, SFO, 2);
        at(400, SFO, 3);
        at(700, SFO, 3);
        assertThat(links(700))
                .isEqualTo(new Evidence.Links(-600_000, 0, List.of(new Evidence.Renewal(SFO, -680_000, -300_000, 2))));
    }

    @Test
    void ofMoreConnectionsThanFitTheLatestAreKeptAndTheTimeBeforeThemIsUnknown() {
        for (int i = 0; i <= Evidence.RENEWALS + 2; i++) {
            at(i, SFO, i);
        }
        Evidence.Links links = links(0);
        assertThat(links.renewed()).hasSize(Evidence.RENEWALS);
        assertThat(links.renewed().get(0).toMs()).isEqualTo(3_000);
        assertThat(links.sinceMs()).isEqualTo(2_000);
    }

    @Test
    void whatIsNoMachineNoNumberOrNoConnectionIsLeftOut() {
        at(0, answer(100));
        ObjectNode strange = with(with(answer(120), "<b>", 7), SFO, 3);
        ((ObjectNode) strange.path("per_peer_transport").path(1)).put("connected", false);
        with(strange, SYDNEY, 1);
        ((ObjectNode) strange.path("per_peer_transport").path(2)).put("generation", "many");
        at(20, strange);
        at(40, WireJson.object().put("per_peer_transport", "none"));
        assertThat(links(20)).isEqualTo(new Evidence.Links(-20_000, 0, List.of()));
    }

    @Test
    void theNumberOfMachinesIsBounded() {
        for (int look = 0; look < 10; look++) {
            ObjectNode answer = answer(100 + look);
            for (int i = 0; i < 1_000; i++) {
                with(answer, String.format("%064x", 1_000 * look + i), 1);
            }
            at(look, answer);
        }
        assertThat(links(0).renewed()).hasSize(Evidence.RENEWALS);
        assertThat(log.machines()).isLessThanOrEqualTo(2_000);
    }
}
