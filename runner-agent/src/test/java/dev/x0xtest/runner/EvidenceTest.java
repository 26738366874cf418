package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.Sighting;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.frame.LegacyFrame;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests what a runner reports about the hops that it received, and its proof that it would have seen more: coverage.
 */
class EvidenceTest {
    @TempDir
    Path locks;

    @Test
    void aVerifiedHopOfAnActiveCoordinatorIsAnsweredWithTheHashOfItsPayload() throws WireException {
        RunnerRig rig = active();
        HopFrame hop = hop("h1", "payload");
        rig.receive(RunnerRig.OTHER, true, hop.encode());
        Result receipt = rig.onlyResult();
        ResultDetails.Receipt details = ResultDetails.RECEIPT.decode(receipt.details());
        assertThat(receipt.kind()).isEqualTo("received_dm");
        assertThat(receipt.requestId()).isEqualTo("h1");
        assertThat(receipt.digestMarker()).isEqualTo("tag");
        assertThat(details.payloadSha256()).isEqualTo(hop.payloadSha256());
        assertThat(details.payloadBytes()).isEqualTo(7);
        assertThat(details.bytes()).isEqualTo(hop.encode().length);
        assertThat(details.sender()).isEqualTo(RunnerRig.OTHER.hex());
    }

    @Test
    void nobodyIsToldOfAHopBeforeTheCoordinatorCommandedOrTenMinutesAfter() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.receive(RunnerRig.OTHER, true, hop("h1", "a").encode());
        assertThat(rig.daemon.sends).isEmpty();
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        rig.advance(Duration.ofMinutes(10).plusSeconds(1));
        rig.daemon.sends.clear();
        rig.receive(RunnerRig.OTHER, true, hop("h2", "a").encode());
        assertThat(rig.daemon.sends).isEmpty();
    }

    @Test
    void noReceiptForAnUnverifiedHopNorToAnybodyElse() throws WireException {
        RunnerRig rig = active();
        rig.receive(RunnerRig.OTHER, false, hop("h1", "a").encode());
        for (String anchor : List.of("", RunnerRig.STRANGER.hex(), "no id")) {
            rig.receive(RunnerRig.OTHER, true, new HopFrame("h2", "tag", anchor, new byte[1]).encode());
        }
        rig.receive(RunnerRig.OTHER, true, new LegacyFrame("h3", "tag", new byte[1]).encode());
        assertThat(rig.daemon.sends).isEmpty();
        assertThat(rig.daemon.published).isEmpty();
        assertThat(ask(rig, "h1", "h2", "h3").sightings())
                .extracting(Sighting::id)
                .containsExactly("h1", "h2", "h3");
    }

    @Test
    void aHopFromHistoryIsNotedAndNotAnswered() throws WireException {
        RunnerRig rig = active();
        rig.listener()
                .onEvent(new DirectMessage(
                        RunnerRig.OTHER, "m".repeat(64), hop("h1", "a").encode(), 1, true, null, true));
        rig.settle();
        assertThat(rig.daemon.sends).isEmpty();
        assertThat(ask(rig, "h1").sightings()).extracting(Sighting::source).containsExactly("history");
    }

    @Test
    void aDuplicateIsCountedAndOtherContentIsAnotherSighting() throws WireException {
        RunnerRig rig = active();
        rig.receive(RunnerRig.OTHER, true, hop("h1", "a").encode());
        rig.receive(RunnerRig.OTHER, true, hop("h1", "a").encode());
        rig.receive(RunnerRig.OTHER, true, hop("h1", "corrupt").encode());
        rig.receive(RunnerRig.STRANGER, true, hop("h1", "a").encode());
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(4);
        rig.advance(Duration.ofMillis(1500));
        List<Sighting> seen = ask(rig, "h1").sightings();
        assertThat(seen).extracting(Sighting::count).containsExactly(2, 1, 1);
        assertThat(seen)
                .extracting(Sighting::sender)
                .containsExactly(RunnerRig.OTHER.hex(), RunnerRig.OTHER.hex(), RunnerRig.STRANGER.hex());
        assertThat(seen.get(0).ageMs()).isEqualTo(1500);
    }

    @Test
    void aFloodOfDuplicatesIsReceiptedThreeTimesAndCountedInFull() throws WireException {
        RunnerRig rig = active();
        for (int i = 0; i < 50; i++) {
            rig.receive(RunnerRig.OTHER, true, hop("h1", "a").encode());
        }
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(3);
        assertThat(ask(rig, "h1").sightings()).extracting(Sighting::count).containsExactly(50);
    }

    @Test
    void receiptsForOneSenderAreBounded() {
        RunnerRig rig = active();
        for (int i = 0; i < 300; i++) {
            rig.receive(RunnerRig.OTHER, true, hop("h" + i, "a").encode());
        }
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(240);
    }

    @Test
    void resultsOfOthersAreNeverAnswered() {
        RunnerRig rig = active();
        for (String frame : List.of("x0xtest|res|e30=", "x0xtest|res2|e30=", "x0xtest|res|%%", "hello")) {
            rig.receive(RunnerRig.OTHER, true, frame.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(rig.daemon.sends).isEmpty();
    }

    @Test
    void theAttachmentIsTold() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.evicted = 3;
        rig.advance(Duration.ofSeconds(4));
        Attachment attachment = attachment(ask(rig));
        assertThat(attachment).isEqualTo(new Attachment(true, 1, 1_795_000_000_000L, 4000, 0, 3, 0, 50, 100, 0));
    }

    @Test
    void aReattachmentIsAGapForever() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.advance(Duration.ofSeconds(4));
        rig.reattach();
        rig.advance(Duration.ofSeconds(1));
        Attachment attachment = attachment(ask(rig));
        assertThat(attachment.generation()).isEqualTo(2);
        assertThat(attachment.gaps()).isEqualTo(1);
        assertThat(attachment.ageMs()).isEqualTo(1000);
    }

    @Test
    void whatCouldNotBeReadIsCounted() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.listener().onMalformed("not JSON");
        rig.receive(RunnerRig.STRANGER, false, "x0xtest|hop|short".getBytes(StandardCharsets.UTF_8));
        assertThat(attachment(ask(rig)).unparsed()).isEqualTo(2);
        rig.receive(RunnerRig.STRANGER, false, "not ours".getBytes(StandardCharsets.UTF_8));
        assertThat(attachment(ask(rig)).unparsed()).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("NullAway") // null stands for the defect
    void aDefectWhileReadingAMessageIsToldAsOneThatCouldNotBeRead() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        assertThat(attachment(ask(rig)).unparsed()).isZero();
        assertThatThrownBy(() -> rig.receive(RunnerRig.OTHER, true, null)).isInstanceOf(NullPointerException.class);
        assertThat(attachment(ask(rig)).unparsed()).isEqualTo(1);
    }

    @Test
    void whenAHopIsMissingAMessageToOneselfHasToComeBack() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.receive(RunnerRig.OTHER, true, hop("h1", "a").encode());
        NoopAck.Details details = ask(rig, "h1", "h2");
        assertThat(details.sightings()).extracting(Sighting::id).containsExactly("h1");
        assertThat(details.selfDm()).isNotNull();
        assertThat(details.selfDm().returned()).isTrue();
        assertThat(rig.daemon.sentTo(RunnerRig.SELF)).hasSize(1).allMatch(text -> text.startsWith("x0xtest|self|"));
    }

    @Test
    void withoutAMissingHopNothingIsSentToOneself() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.receive(RunnerRig.OTHER, true, hop("h1", "a").encode());
        assertThat(ask(rig, "h1").selfDm()).isNull();
        assertThat(rig.daemon.sentTo(RunnerRig.SELF)).isEmpty();
    }

    @Test
    void aMessageToOneselfThatDoesNotComeBackIsToldAfterTwoSeconds() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.loopback = false;
        rig.command(RunnerRig.COORDINATOR, Commands.ack("a", "h1"));
        rig.daemon.evicted = 9; // The runner must read this counter after the self-DM, not before.
        rig.advance(Duration.ofMillis(1999));
        assertThat(rig.results(RunnerRig.COORDINATOR)).isEmpty();
        rig.advance(Duration.ofMillis(1));
        NoopAck.Details details =
                Actions.NOOP_ACK.details().decode(rig.onlyResult().details());
        assertThat(details.selfDm()).isNotNull();
        assertThat(details.selfDm().returned()).isFalse();
        assertThat(details.selfDm().error()).contains("2 s");
        assertThat(attachment(details).evicted()).isEqualTo(9);
    }

    @Test
    void aStrangersMessageThatLooksLikeOneToOneselfProvesNothing() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.loopback = false;
        rig.command(RunnerRig.COORDINATOR, Commands.ack("a", "h1"));
        String probe = rig.daemon.sentTo(RunnerRig.SELF).get(0);
        rig.receive(RunnerRig.STRANGER, true, probe.getBytes(StandardCharsets.UTF_8));
        rig.advance(Duration.ofSeconds(2));
        NoopAck.Details details =
                Actions.NOOP_ACK.details().decode(rig.onlyResult().details());
        assertThat(details.selfDm()).isNotNull();
        assertThat(details.selfDm().returned()).isFalse();
    }

    @Test
    void aDaemonThatDoesNotTellItsCountersDelaysTheAnswerByFiveSecondsAtMost() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.stalledCounters = true;
        rig.command(RunnerRig.COORDINATOR, Commands.ack("a"));
        rig.advance(Duration.ofSeconds(5));
        NoopAck.Details details =
                Actions.NOOP_ACK.details().decode(rig.onlyResult().details());
        assertThat(attachment(details).evicted()).isEqualTo(-1);
        assertThat(attachment(details).incomingTotal()).isEqualTo(-1);
    }

    @Test
    void aRestartOfTheDaemonShowsInItsCountersAndRenewsTheSubscriptions() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.advance(Duration.ofSeconds(30));
        rig.daemon.uptimeSecs = 80;
        rig.reattach();
        assertThat(rig.daemon.subscribed).hasSize(2);
        rig.daemon.restart();
        rig.reattach();
        assertThat(rig.daemon.subscribed).hasSize(4);
        Attachment attachment = attachment(ask(rig));
        assertThat(attachment.daemonUptimeSecs()).isZero();
        assertThat(attachment.gaps()).isEqualTo(2);
    }

    private RunnerRig active() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        rig.daemon.sends.clear();
        return rig;
    }

    private static NoopAck.Details ask(RunnerRig rig, String... ids) throws WireException {
        rig.daemon.sends.clear();
        String id = "ask" + rig.daemon.asked++;
        rig.command(RunnerRig.COORDINATOR, Commands.ack(id, ids));
        List<Result> results = rig.results(RunnerRig.COORDINATOR);
        return Actions.NOOP_ACK.details().decode(results.get(results.size() - 1).details());
    }

    private static Attachment attachment(NoopAck.Details details) {
        Attachment attachment = details.attachment();
        if (attachment == null) {
            throw new AssertionError("no attachment: " + details);
        }
        return attachment;
    }

    private static HopFrame hop(String id, String payload) {
        AgentId anchor = RunnerRig.COORDINATOR;
        return new HopFrame(id, "tag", anchor.hex(), payload.getBytes(StandardCharsets.UTF_8));
    }
}
