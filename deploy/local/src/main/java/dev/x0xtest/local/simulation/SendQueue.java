package dev.x0xtest.local.simulation;

import dev.x0xtest.daemon.SendAnswer;
import dev.x0xtest.daemon.SendRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** So many sends at once and no more; the others wait their turn. */
final class SendQueue {
    private final int most;
    private final Function<SendRequest, CompletableFuture<SendAnswer>> send;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int underWay;

    private record Waiting(SendRequest request, CompletableFuture<SendAnswer> answer) {}

    SendQueue(int most, Function<SendRequest, CompletableFuture<SendAnswer>> send) {
        this.most = most;
        this.send = send;
    }

    CompletableFuture<SendAnswer> send(SendRequest request) {
        CompletableFuture<SendAnswer> answer = new CompletableFuture<>();
        waiting.add(new Waiting(request, answer));
        next();
        return answer;
    }

    private void next() {
        while (underWay < most && !waiting.isEmpty()) {
            Waiting turn = waiting.remove();
            underWay++;
            send.apply(turn.request()).thenAccept(answer -> {
                underWay--;
                turn.answer().complete(answer);
                next();
            });
        }
    }
}
