package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import dev.x0xtest.minimesh.http.exchange.EventFeed;
import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.direct.InboxMessage;
import dev.x0xtest.minimesh.node.memory.History;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The event stream {@code /direct/events}. With {@code backfill} it sends stored rows and a {@code live} marker first,
 * then live messages. Comments keep an idle stream alive.
 */
final class DirectStream {
    private final Node node;

    DirectStream(Node node) {
        this.node = node;
    }

    void open(Request request, Router.Reply reply) throws Rejection {
        Integer backfill = backfill(request.query().get("backfill"));
        EventFeed stream = reply.stream();
        stream.keepAlive();
        var tap = node.inbox().stream().open(stream::pump);
        var replay = new Replay(backfill == null ? List.of() : rows(backfill), backfill != null);
        stream.begin(
                () -> {
                    String stored = replay.next();
                    return stored != null ? stored : live(tap::poll, replay);
                },
                tap::close);
    }

    private static @Nullable Integer backfill(@Nullable String text) throws Rejection {
        try {
            return text == null ? null : Integer.valueOf(Integer.parseUnsignedInt(text));
        } catch (NumberFormatException e) {
            throw new Rejection(HttpAnswer.text(
                    400, "Failed to deserialize query string: backfill: invalid digit found in string"));
        }
    }

    private List<History.Row> rows(int limit) {
        var rows = new ArrayList<>(node.memory()
                .history()
                .newest(limit, row -> !node.memory().contacts().blocks(row.authorAgentId())));
        Collections.reverse(rows);
        return rows;
    }

    private static @Nullable String live(Supplier<@Nullable InboxMessage> tap, Replay replay) {
        InboxMessage message = tap.get();
        while (message != null && replay.alreadyShown(message.payload())) {
            message = tap.get();
        }
        return message == null ? null : frame(message);
    }

    private static String frame(InboxMessage message) {
        return EventFeed.frame(
                "direct_message",
                HttpAnswer.write(object(
                        "machine_id",
                        message.machineId(),
                        "payload",
                        message.payload().base64(),
                        "received_at",
                        message.receivedAtMs(),
                        "sender",
                        message.senderAgentId(),
                        "trust_decision",
                        message.trustDecision(),
                        "verified",
                        message.verified())));
    }

    /** The backfill of one stream: its frames, and the payloads that the live part must not repeat. */
    private static final class Replay {
        private final ArrayDeque<String> frames = new ArrayDeque<>();
        private final Set<Bytes> payloads = new HashSet<>();

        Replay(List<History.Row> rows, boolean marker) {
            for (History.Row row : rows) {
                frames.add(EventFeed.frame("history_direct_message", HttpAnswer.write(stored(row))));
                payloads.add(row.payload());
            }
            if (marker) {
                frames.add(EventFeed.frame("live", Bytes.ofUtf8("{}")));
            }
        }

        private static Object stored(History.Row row) {
            return object(
                    "machine_id",
                    row.authorMachineId(),
                    "payload",
                    row.payload().base64(),
                    "received_at",
                    row.seenAtMs(),
                    "sender",
                    row.authorAgentId(),
                    "verified",
                    !row.outbound());
        }

        @Nullable
        String next() {
            return frames.poll();
        }

        // As in x0xd: each stored payload hides one live frame, until the first frame with a new payload.
        boolean alreadyShown(Bytes payload) {
            boolean shown = payloads.remove(payload);
            if (!shown) {
                payloads.clear();
            }
            return shown;
        }
    }
}
