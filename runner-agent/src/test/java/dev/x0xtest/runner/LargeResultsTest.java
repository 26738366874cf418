package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultReassembler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how a runner delivers a result that is too large for one direct message. */
class LargeResultsTest {
    private static final int LARGE = 100_000;
    private static final int TOO_LARGE_FOR_A_TOPIC = 900_000;

    @TempDir
    Path locks;

    @Test
    void itIsChunkedWhereThatWasAgreed() throws WireException {
        RunnerRig rig = groups(LARGE);
        ask(rig, true);
        assertThat(rig.daemon.sentTo(RunnerRig.COORDINATOR))
                .hasSize(5)
                .allMatch(text -> text.startsWith("x0xtest|res2|"));
        assertThat(reassembled(rig.daemon.sends).details().path("groups").asText())
                .hasSize(LARGE);
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void itIsPublishedWhereChunksWereNotAgreed() throws WireException {
        RunnerRig rig = groups(LARGE);
        ask(rig, false);
        assertThat(rig.daemon.sends).isEmpty();
        assertThat(publishedResult(rig).details().path("groups").asText()).hasSize(LARGE);
        assertThat(rig.daemon.unheard).isEmpty();
    }

    @Test
    void theTopicTakesWhatFitsTheDaemonsBody() throws WireException {
        int overhead = largestOverhead();
        RunnerRig fitting = groups(WireLimits.TOPIC_RESULT_BYTES - overhead);
        ask(fitting, false);
        assertThat(fitting.daemon.publications.get(0)).hasSize(WireLimits.TOPIC_RESULT_BYTES);
        RunnerRig larger = groups(WireLimits.TOPIC_RESULT_BYTES - overhead + 1);
        ask(larger, false);
        assertRefused(
                larger,
                "the result has 786001 bytes: a direct message takes 36855, chunks were not agreed,"
                        + " the results topic takes 786000");
        assertThat(larger.daemon.published).isEmpty();
    }

    @Test
    void itIsRefusedByNameWhereNeitherChunksNorTopicsMayBeUsed() throws WireException {
        RunnerRig rig = groups(LARGE);
        leaveTopics(rig);
        ask(rig, false);
        assertThat(Commands.failure(rig.onlyResult()))
                .endsWith("chunks were not agreed, the results topic is not in use");
        assertRefused(rig, "the result has ");
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void itIsRefusedByNameWhenTheTopicFails() throws WireException {
        RunnerRig rig = groups(LARGE);
        rig.daemon.onPublish = () -> CompletableFuture.failedFuture(FakeDaemon.disconnected());
        ask(rig, false);
        assertRefused(rig, "the result has ");
    }

    @Test
    void itIsRefusedByNameWhenTheTopicNeverAnswers() throws WireException {
        RunnerRig rig = groups(LARGE);
        rig.daemon.onPublish = CompletableFuture::new;
        ask(rig, false);
        rig.advance(Duration.ofSeconds(19));
        assertThat(rig.daemon.sends).isEmpty();
        rig.advance(Duration.ofSeconds(1));
        assertRefused(rig, "the result has ");
    }

    @Test
    void aLostChunkTravelsOnByTheNextWay() throws WireException {
        RunnerRig rig = groups(LARGE);
        int[] sent = {0};
        rig.daemon.onSend =
                request -> sent[0]++ == 2 ? FakeDaemon.refused(502, "peer_disconnected") : FakeDaemon.accepted(request);
        ask(rig, true);
        assertThat(ResultsTest.routes(rig)).containsExactly("raw", "raw", "raw", "gossip", "raw", "raw");
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void theWholeIsPublishedWhenAChunkFailsByEveryWay() throws WireException {
        RunnerRig rig = groups(60_000); // three chunks, all in flight at once
        CompletableFuture<Daemon.SendResponse> slow = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> publishing = new CompletableFuture<>();
        rig.daemon.onSend = request -> index(request) == 2
                ? FakeDaemon.refused(502, "peer_disconnected")
                : index(request) == 1 ? slow : FakeDaemon.accepted(request);
        rig.daemon.onPublish = () -> publishing;
        ask(rig, true);
        slow.complete(FakeDaemon.accepted(rig.daemon.sends.get(0)).join());
        publishing.complete(null);
        rig.settle();
        assertThat(publishedResult(rig).details().path("groups").asText()).hasSize(60_000);
        assertThat(rig.results(RunnerRig.COORDINATOR)).isEmpty();
        rig.runner.close();
        rig.settle();
        assertThat(rig.runner.terminated()).isCompleted();
    }

    @Test
    void aLostTransferTooLargeForTheTopicIsRefusedByName() throws WireException {
        RunnerRig rig = groups(TOO_LARGE_FOR_A_TOPIC);
        rig.daemon.onSend = request ->
                index(request) == 7 ? FakeDaemon.refused(502, "peer_disconnected") : FakeDaemon.accepted(request);
        ask(rig, true);
        assertThat(Commands.failure(rig.onlyResult()))
                .endsWith("chunks did not get through, the results topic takes 786000");
        assertRefused(rig, "the result has ");
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void aLostTransferWithoutTopicsIsRefusedByName() throws WireException {
        RunnerRig rig = groups(LARGE);
        leaveTopics(rig);
        rig.daemon.onSend = request ->
                index(request) >= 0 ? FakeDaemon.refused(502, "peer_disconnected") : FakeDaemon.accepted(request);
        ask(rig, true);
        assertRefused(rig, "the result has ");
    }

    @Test
    void aTransferThatNeverEndsIsRefusedByNameAfterTwentySeconds() throws WireException {
        RunnerRig rig = groups(TOO_LARGE_FOR_A_TOPIC);
        rig.daemon.onSend = request -> index(request) >= 0 ? new CompletableFuture<>() : FakeDaemon.accepted(request);
        ask(rig, true);
        rig.advance(Duration.ofSeconds(19));
        assertThat(rig.results(RunnerRig.COORDINATOR)).isEmpty();
        rig.advance(Duration.ofSeconds(1));
        assertRefused(rig, "the result has ");
    }

    @Test
    void whatIsTooLargeForChunksIsRefusedByName() throws WireException {
        RunnerRig rig = groups(WireLimits.RESULT_BYTES);
        ask(rig, true);
        assertThat(Commands.failure(rig.onlyResult())).endsWith("chunks take 4194304, the results topic takes 786000");
        assertRefused(rig, "the result has 41");
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void oneThatWasAskedForWithoutRequestIdIsChunkedUnderAnIdOfTheRunners() throws WireException {
        RunnerRig rig = groups(LARGE);
        rig.command(RunnerRig.COORDINATOR, changed(command(true), "\"request_id\":\"g1\"", "\"request_id\":null"));
        assertThat(rig.daemon.sends).hasSize(5);
        assertThat(chunk(rig.daemon.sends.get(0)).chunk().requestId()).isNotEmpty();
    }

    @Test
    void aRetransmitBringsItOnceMoreInATransferOfItsOwn() throws WireException {
        RunnerRig rig = groups(LARGE);
        ask(rig, true);
        List<SendRequest> first = List.copyOf(rig.daemon.sends);
        ask(rig, true);
        List<SendRequest> second = rig.daemon.sends.subList(first.size(), rig.daemon.sends.size());
        assertThat(rig.daemon.calls).hasSize(1);
        assertThat(reassembled(second)).isEqualTo(reassembled(first));
        assertThat(chunk(second.get(0)).chunk().transferId())
                .isNotEqualTo(chunk(first.get(0)).chunk().transferId());
    }

    private RunnerRig groups(int letters) {
        UnaryOperator<RunnerConfig> config = Configs.coordinators(RunnerRig.COORDINATOR.hex() + "=measure,groups");
        RunnerRig rig = RunnerRig.running(locks.resolve(Integer.toString(letters)), config);
        rig.daemon.onCall = call -> CompletableFuture.completedFuture(
                new Daemon.Response(200, WireJson.object().put("groups", "x".repeat(letters))));
        return rig;
    }

    private static void leaveTopics(RunnerRig rig) throws WireException {
        rig.command(
                RunnerRig.COORDINATOR,
                changed(
                        Commands.discover("d1"),
                        "\"no_pubsub_after_discover\":false",
                        "\"no_pubsub_after_discover\":true"));
        rig.daemon.sends.clear();
    }

    /** Returns the size of a result in bytes, without the text that {@link #groups} puts into it. */
    private int largestOverhead() throws WireException {
        RunnerRig rig = groups(LARGE);
        ask(rig, false);
        return rig.daemon.publications.get(0).length - LARGE;
    }

    private static void ask(RunnerRig rig, boolean chunks) throws WireException {
        rig.command(RunnerRig.COORDINATOR, command(chunks));
        rig.settle();
    }

    private static Command command(boolean chunks) throws WireException {
        Command command = RunnerRig.raw("g1", "group_list", RunnerRig.COORDINATOR, WireJson.object());
        return chunks ? command : changed(command, "\"result_chunks_v2\":true", "\"result_chunks_v2\":false");
    }

    private static Command changed(Command command, String part, String other) throws WireException {
        String json = new String(command.json(), StandardCharsets.UTF_8);
        assertThat(json).contains(part);
        return Command.parse(json.replace(part, other).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(RunnerRig rig, String start) {
        Result refusal = rig.onlyResult();
        assertThat(refusal.kind()).isEqualTo("group_list_result");
        assertThat(refusal.requestId()).isEqualTo("g1");
        assertThat(Commands.failure(refusal)).startsWith("too_large: " + start);
    }

    private static Result publishedResult(RunnerRig rig) throws WireException {
        assertThat(rig.daemon.published).containsExactly(Topics.RESULTS);
        return Result.parse(rig.daemon.publications.get(0));
    }

    private static Result reassembled(List<SendRequest> sends) throws WireException {
        ResultReassembler reassembler = new ResultReassembler();
        reassembler.register("g1", Set.of(RunnerRig.SELF), 1, 0);
        for (SendRequest send : sends) {
            var whole = reassembler.accept(RunnerRig.SELF, chunk(send).chunk(), 0);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        throw new AssertionError("incomplete: " + reassembler.drops());
    }

    private static Frame.Res2 chunk(SendRequest send) throws WireException {
        return (Frame.Res2) Frames.decode(send.payload()).orElseThrow();
    }

    /** Returns the index of a chunk, or -1 for any other frame. */
    private static int index(SendRequest send) {
        try {
            return Frames.decode(send.payload()).orElseThrow() instanceof Frame.Res2 frame
                    ? frame.chunk().index()
                    : -1;
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }
}
