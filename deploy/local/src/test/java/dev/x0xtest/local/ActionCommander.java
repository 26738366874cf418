package dev.x0xtest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.ConnectionState;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.EventStream;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.StreamListener;
import dev.x0xtest.daemon.StreamOptions;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.ChunkFrame;
import dev.x0xtest.wire.Command;
import dev.x0xtest.wire.Frame;
import dev.x0xtest.wire.Frames;
import dev.x0xtest.wire.Result;
import dev.x0xtest.wire.ResultChunk;
import dev.x0xtest.wire.ResultFrame;
import dev.x0xtest.wire.ResultReassembler;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireJson;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Commands single runners from the anchor's daemon and keeps what they answer as it stands on the wire. */
final class ActionCommander implements AutoCloseable {
    private static final int ACK_MS = 8000;
    private static final int TRIES = 6;
    private static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(35);

    private final DaemonNode anchor;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ResultReassembler reassembler = new ResultReassembler();
    private final Map<String, TreeMap<Integer, byte[]>> chunks = new HashMap<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> attached = new CompletableFuture<>();
    private final EventStream<DirectMessage> stream;

    /**
     * One answer.
     *
     * @param json as it was written
     * @param read as our reader understands it
     * @param chunked whether it came in parts
     */
    record Answer(ObjectNode json, Result read, boolean chunked) {}

    private ActionCommander(DaemonNode anchor) {
        this.anchor = anchor;
        this.stream = EventStream.direct(
                anchor.address(),
                TokenSource.file(anchor.tokenFile()),
                loop,
                StreamOptions.defaults(loop.ticker(), RandomGenerator.getDefault()),
                new Listener());
    }

    /** Attached to the anchor's direct messages. */
    static ActionCommander open(DaemonNode anchor) throws Exception {
        ActionCommander commander = new ActionCommander(anchor);
        commander.stream.start();
        commander.attached.get(CALL.toSeconds(), TimeUnit.SECONDS);
        return commander;
    }

    /** The first answer; the same bytes are sent again until it is there. For commands that may be. */
    Answer ask(DaemonNode to, Command command) throws Exception {
        for (int tried = 0; tried < TRIES; tried++) {
            boolean sent = sent(to, command, tried > 0);
            if (sent && comes(command.commandId(), 1)) {
                return answers(command.commandId()).get(0);
            }
        }
        throw new AssertionError("no answer of " + to.label().text() + " to " + command);
    }

    /** Sends it, once if that is not refused, and awaits one answer more than there are. */
    void again(DaemonNode to, Command command) throws Exception {
        int before = answers(command.commandId()).size();
        boolean sent = false;
        for (int tried = 0; tried < TRIES && !sent; tried++) {
            sent = sent(to, command, tried > 0);
        }
        if (!comes(command.commandId(), before + 1)) {
            throw new AssertionError("no further answer of " + to.label().text() + " to " + command);
        }
    }

    /** Sends once, whatever comes of it. */
    void tell(DaemonNode to, Command command) throws Exception {
        sent(to, command, false);
    }

    /** Every answer to it so far. */
    List<Answer> answers(String commandId) {
        return answers.stream()
                .filter(answer ->
                        commandId.equals(answer.json().path("command_id").textValue()))
                .toList();
    }

    private boolean comes(String commandId, int count) {
        try {
            Awaitility.await().atMost(ONE_TRY).until(() -> answers(commandId).size() >= count);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private boolean sent(DaemonNode to, Command command, boolean gossip) throws Exception {
        long deadline = loop.ticker().nanoTime() + TimeUnit.MINUTES.toNanos(5);
        loop.submit(() -> reassembler.register(
                        command.requestId(),
                        Set.of(to.agentId()),
                        deadline,
                        loop.ticker().nanoTime()))
                .get(CALL.toSeconds(), TimeUnit.SECONDS);
        SendRequest request = gossip
                ? SendRequest.gossip(to.agentId(), command.frame())
                : SendRequest.raw(to.agentId(), command.frame(), ACK_MS);
        try {
            anchor.rest().send(request).get(CALL.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stream.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private void received(DirectMessage message) throws WireException {
        @Nullable Frame frame = Frames.decode(message.payload()).orElse(null);
        if (frame instanceof ResultFrame single) {
            String[] fields = new String(message.payload(), StandardCharsets.US_ASCII).split("\\|", 4);
            byte[] json = Base64.getDecoder().decode(fields[2]);
            answers.add(new Answer(WireJson.parseObject(json), single.result(), false));
        } else if (frame instanceof ChunkFrame part) {
            chunk(message, part.chunk());
        }
    }

    private void chunk(DirectMessage message, ResultChunk chunk) throws WireException {
        TreeMap<Integer, byte[]> parts = chunks.computeIfAbsent(chunk.transferId(), id -> new TreeMap<>());
        parts.put(chunk.index(), chunk.data());
        @Nullable
        Result whole = reassembler
                .accept(message.sender(), chunk, loop.ticker().nanoTime())
                .orElse(null);
        if (whole != null) {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            parts.values().forEach(json::writeBytes);
            answers.add(new Answer(WireJson.parseObject(json.toByteArray()), whole, true));
        }
    }

    private final class Listener implements StreamListener<DirectMessage> {
        @Override
        public void onState(ConnectionState state, String reason) {
            if (state == ConnectionState.OPEN) {
                attached.complete(null);
            }
        }

        @Override
        public void onEvent(DirectMessage message) {
            if (!message.verified() || message.history()) {
                return;
            }
            try {
                received(message);
            } catch (WireException e) {
                throw new IllegalStateException("a runner wrote what we cannot read", e);
            }
        }

        @Override
        public void onMalformed(String reason) {}
    }
}
