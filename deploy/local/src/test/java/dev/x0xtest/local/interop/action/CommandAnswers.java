package dev.x0xtest.local.interop.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultChunk;
import dev.x0xtest.wire.result.ResultReassembler;
import io.netty.util.concurrent.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Collects the answers of runners to commands, as they are on the wire and as our reader parses them. One event loop
 * feeds it; any thread may call {@link #to}.
 */
public final class CommandAnswers {
    private static final long AWAITED_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Ticker ticker;
    private final ResultReassembler reassembler = new ResultReassembler();
    private final Map<String, AgentId> asked = new HashMap<>();
    private final Map<String, Chunks> chunks = new HashMap<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    public CommandAnswers(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The route by which an answer came. */
    public enum Way {
        WHOLE,
        CHUNKS,
        TOPIC
    }

    /**
     * An answer, and what was observed of its request until it arrived.
     *
     * @param json the answer as it was on the wire
     * @param result the answer as our reader parses it
     * @param chunks the number of frames with chunks, including repeated ones
     * @param transfers the number of delivery attempts
     * @param digests the number of different digests of whole results: one for each execution of the action
     * @param drops the number of dropped chunks by reason, of all requests so far
     */
    public record Answer(
            ObjectNode json, Result result, Way way, int chunks, int transfers, int digests, Map<String, Long> drops) {
        @Override
        public String toString() {
            return result.kind() + " of " + result.toJson().length + " bytes by " + way + ": chunks=" + chunks
                    + " transfers=" + transfers + " digests=" + digests + " drops=" + drops;
        }
    }

    /** Collects the chunks of one request. */
    private static final class Chunks {
        private final Map<String, TreeMap<Integer, byte[]>> transfers = new HashMap<>();
        private final Set<String> digests = new HashSet<>();
        private int count;

        void add(ResultChunk chunk) {
            count++;
            digests.add(chunk.sha256());
            transfers
                    .computeIfAbsent(chunk.transferId(), id -> new TreeMap<>())
                    .putIfAbsent(chunk.index(), chunk.data());
        }

        byte[] joined(String transferId) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            transfers.getOrDefault(transferId, new TreeMap<>()).values().forEach(all::writeBytes);
            return all.toByteArray();
        }
    }

    /** Accepts answers of this agent to this command from now on. */
    public void await(AgentId from, Command command) {
        asked.put(command.commandId(), from);
        reassembler.register(command.requestId(), Set.of(from), now() + AWAITED_NANOS, now());
    }

    /** Returns every answer to a command so far, in order of arrival. */
    public List<Answer> to(String commandId) {
        return answers.stream()
                .filter(answer -> commandId.equals(answer.result().commandId()))
                .toList();
    }

    public void directMessage(DirectMessage message) {
        if (!message.verified() || message.history()) {
            return;
        }
        try {
            Frame frame = Frames.decode(message.payload()).orElse(null);
            if (frame instanceof Frame.Res) {
                String[] fields = new String(message.payload(), StandardCharsets.US_ASCII).split("\\|", 4);
                answered(message.sender(), Base64.getDecoder().decode(fields[2]), Way.WHOLE);
            } else if (frame instanceof Frame.Res2 part) {
                chunk(message.sender(), part.chunk());
            }
        } catch (WireException e) {
            System.out.println("unreadable: " + e.getMessage());
        }
    }

    private void chunk(AgentId sender, ResultChunk chunk) throws WireException {
        Chunks seen = chunks.computeIfAbsent(chunk.requestId(), id -> new Chunks());
        seen.add(chunk);
        if (reassembler.accept(sender, chunk, now()).isPresent()) {
            answered(sender, seen.joined(chunk.transferId()), Way.CHUNKS);
        }
    }

    public void publication(TopicMessage message) {
        AgentId sender = message.sender();
        if (sender == null || !message.verified() || !message.topic().equals(Topics.RESULTS)) {
            return;
        }
        try {
            answered(sender, message.payload(), Way.TOPIC);
        } catch (WireException e) {
            System.out.println("unreadable: " + e.getMessage());
        }
    }

    private void answered(AgentId sender, byte[] json, Way way) throws WireException {
        Result result = Result.parse(json);
        String command = result.commandId();
        if (command != null && sender.equals(asked.get(command))) {
            Chunks seen = chunks.getOrDefault(String.valueOf(result.requestId()), new Chunks());
            answers.add(new Answer(
                    WireJson.parseObject(json),
                    result,
                    way,
                    seen.count,
                    seen.transfers.size(),
                    seen.digests.size(),
                    reassembler.drops()));
        }
    }

    private long now() {
        return ticker.nanoTime();
    }
}
