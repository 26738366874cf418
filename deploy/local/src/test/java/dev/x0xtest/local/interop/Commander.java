package dev.x0xtest.local.interop;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.EventStream;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.daemon.stream.StreamOptions;
import dev.x0xtest.local.interop.action.CommandAnswers;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.Waiting;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.action.Command;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to single runners from the anchor's daemon, as a coordinator does. The first command to a node and
 * every retransmit go by signed gossip, all others raw. Not thread-safe.
 */
public final class Commander implements AutoCloseable {
    private static final int ACK_MS = 8000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(35);
    private static final int TRIES = 6;

    private final Daemons.Node anchor;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final EventStream<DirectMessage> direct;
    private final EventStream<TopicMessage> topics;
    private final CommandAnswers answers = new CommandAnswers(loop.ticker());
    private final Set<AgentId> known = new HashSet<>();

    private Commander(Daemons.Node anchor, Runnable directOpen, Runnable topicsOpen) {
        this.anchor = anchor;
        TokenSource token = TokenSource.file(anchor.tokenFile());
        StreamOptions options = StreamOptions.defaults(loop.ticker(), new Random(1));
        direct = EventStream.direct(
                anchor.address(), token, loop, options, new Listener<>(directOpen, answers::directMessage));
        topics = EventStream.topics(
                anchor.address(),
                token,
                anchor.rest(),
                loop,
                options,
                new Listener<>(topicsOpen, answers::publication));
    }

    /** Opens both streams of the anchor's daemon and blocks until they are open. */
    public static Commander at(Daemons.Node anchor) throws InterruptedException {
        CompletableFuture<@Nullable Void> directOpen = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> topicsOpen = new CompletableFuture<>();
        Commander commander = new Commander(anchor, () -> directOpen.complete(null), () -> topicsOpen.complete(null));
        commander.direct.start();
        commander.topics.start();
        CompletableFuture<String> ready = CompletableFuture.allOf(directOpen, topicsOpen)
                .thenCompose(open -> anchor.rest().subscribe(Topics.RESULTS));
        Waiting.forResult(ready, PATIENCE, "the commander does not attach");
        return commander;
    }

    /** Sends the same bytes until one more answer has arrived. Only for commands that may be sent again. */
    public CommandAnswers.Answer ask(Daemons.Node to, Command command) throws Exception {
        int before = answers(command.commandId()).size();
        long tries = PATIENCE.dividedBy(AGAIN);
        for (int tried = 0; tried < tries; tried++) {
            // A failed send is ignored: the answer shows whether the command has arrived.
            send(to, command, tried > 0);
            if (comes(command.commandId(), before + 1, AGAIN)) {
                CommandAnswers.Answer answer = answers(command.commandId()).get(before);
                System.out.println(to.label().text() + ": " + answer + " asked=" + (tried + 1));
                return answer;
            }
        }
        throw new AssertionError("no answer of " + to.label().text() + " to " + command);
    }

    /** Sends the command until the daemon accepts it once, then waits for one more answer. */
    public void again(Daemons.Node to, Command command) throws Exception {
        int before = answers(command.commandId()).size();
        boolean sent = false;
        for (int tried = 0; tried < TRIES && !sent; tried++) {
            sent = accepted(send(to, command, tried > 0));
        }
        if (!comes(command.commandId(), before + 1, PATIENCE)) {
            throw new AssertionError("no further answer of " + to.label().text() + " to " + command);
        }
    }

    /** Sends the command once and ignores the result. */
    public void tell(Daemons.Node to, Command command) throws Exception {
        accepted(send(to, command, false));
    }

    /** Returns every answer to the command so far, in order of arrival. */
    public List<CommandAnswers.Answer> answers(String commandId) {
        return answers.to(commandId);
    }

    private boolean comes(String commandId, int count, Duration within) {
        try {
            Awaitility.await()
                    .atMost(within)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> answers(commandId).size() >= count);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private CompletableFuture<Daemon.SendResponse> send(Daemons.Node to, Command command, boolean repeated)
            throws Exception {
        loop.submit(() -> answers.await(to.agentId(), command)).get(CALL.toSeconds(), TimeUnit.SECONDS);
        boolean first = known.add(to.agentId());
        return anchor.rest()
                .send(
                        first || repeated
                                ? SendRequest.gossip(to.agentId(), command.frame())
                                : SendRequest.raw(to.agentId(), command.frame(), ACK_MS));
    }

    private static boolean accepted(CompletableFuture<Daemon.SendResponse> sent) throws InterruptedException {
        try {
            sent.get(CALL.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        direct.close();
        topics.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private record Listener<E>(Runnable whenOpen, Consumer<E> event) implements StreamListener<E> {
        @Override
        public void onState(ConnectionState state, String reason) {
            if (state == ConnectionState.OPEN) {
                whenOpen.run();
            }
        }

        @Override
        public void onEvent(E message) {
            event.accept(message);
        }

        @Override
        public void onMalformed(String reason) {
            System.out.println("malformed: " + reason);
        }
    }
}
