package dev.x0xtest.runner.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Dialer;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.json.WireJson;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accepts every request of a runner, with the bytes of HTTP that a real x0xd would send. A message that the runner sends
 * to itself comes back on its stream; all others are only counted.
 */
public final class MemoryDaemon implements Dialer {
    private static final String MACHINE = "m".repeat(AgentId.LENGTH);
    private static final int PEERS = 5;
    private static final int FIELDS = 20;
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    private final AgentId self;
    private final List<Connection> connections = new ArrayList<>();
    private @Nullable Connection direct;
    private int sends;

    /** Creates the daemon of this agent. */
    public MemoryDaemon(AgentId self) {
        this.self = self;
    }

    @Override
    public ChannelFuture dial(ChannelHandler... handlers) {
        Connection connection = new Connection(new EmbeddedChannel(handlers));
        connections.add(connection);
        return connection.channel.newSucceededFuture();
    }

    /** How many messages the runner has sent to other agents. */
    public int sends() {
        return sends;
    }

    /** Answers all requests, until there is none left. */
    public void settle() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Connection connection : List.copyOf(connections)) {
                busy |= connection.settle();
            }
        }
    }

    /** Sends an event of a direct message to the runner. */
    public void deliver(AgentId sender, byte[] payload) {
        Connection stream = direct;
        if (stream == null) {
            throw new IllegalStateException("the runner has not opened its stream");
        }
        ObjectNode data = WireJson.object()
                .put("sender", sender.hex())
                .put("machine_id", MACHINE)
                .put("payload", Base64.getEncoder().encodeToString(payload))
                .put("received_at", 1)
                .put("verified", true)
                .put("trust_decision", "accept");
        String event = "event: direct_message\ndata: " + text(data) + "\n\n";
        stream.answer(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    /** Ends all connections. */
    public void close() {
        connections.forEach(connection -> connection.channel.finishAndReleaseAll());
    }

    private void answer(Connection connection, String head, String body) {
        if (head.startsWith("GET /direct/events") || head.startsWith("GET /events")) {
            if (head.startsWith("GET /direct")) {
                direct = connection;
            }
            connection.answer(HEAD + "content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
            return;
        }
        ObjectNode json = WireJson.object().put("ok", true);
        byte[] loopback = null;
        if (head.startsWith("POST /direct/send")) {
            json.put("path", "raw_quic_acked").put("retries_used", 0).put("request_id", "r");
            loopback = sent(body);
        } else if (head.startsWith("POST /subscribe")) {
            json.put("subscription_id", "s" + body.length());
        } else if (head.startsWith("GET /diagnostics/dm")) {
            json.putObject("stats").put("subscriber_events_evicted", 0).put("incoming_envelopes_total", 1);
        } else if (head.startsWith("GET /diagnostics/connectivity")) {
            connectivity(json);
        } else if (head.startsWith("GET /health")) {
            json.put("status", "healthy")
                    .put("version", "0")
                    .put("peers", PEERS)
                    .put("uptime_secs", 1);
        }
        String text = text(json);
        connection.answer(
                HEAD + "content-type: application/json\r\ncontent-length: " + text.length() + "\r\n\r\n" + text);
        if (loopback != null) {
            deliver(self, loopback);
        }
    }

    /** As long as that of a daemon with some peers: nearly all of its bytes say nothing to the runner. */
    private static void connectivity(ObjectNode json) {
        json.putObject("connection_pool").put("lru_evictions_total", 0).put("establish_failures_total", 0);
        ArrayNode entries = json.putArray("per_peer_transport");
        for (int peer = 0; peer < PEERS; peer++) {
            ObjectNode entry = entries.addObject()
                    .put("peer_id", MACHINE)
                    .put("connected", true)
                    .put("lost_packets", 0);
            for (int field = 0; field < FIELDS; field++) {
                entry.put("other_counter_of_the_transport_" + field, field);
            }
        }
    }

    /** Returns the payload if the runner has sent it to itself. */
    private byte @Nullable [] sent(String body) {
        JsonNode request;
        try {
            request = WireJson.parseObject(body.getBytes(StandardCharsets.US_ASCII));
        } catch (WireException e) {
            throw new IllegalStateException("the runner's request is not JSON", e);
        }
        if (self.hex().equals(request.path("agent_id").asText(""))) {
            return Base64.getDecoder().decode(request.path("payload").asText(""));
        }
        sends++;
        return null;
    }

    private static String text(ObjectNode json) {
        return new String(WireJson.compact(json), StandardCharsets.US_ASCII);
    }

    private final class Connection {
        private final EmbeddedChannel channel;
        private final StringBuilder request = new StringBuilder();

        Connection(EmbeddedChannel channel) {
            this.channel = channel;
        }

        /** Whether there was a request to answer. */
        boolean settle() {
            channel.runPendingTasks();
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                request.append(bytes.toString(StandardCharsets.UTF_8));
                bytes.release();
            }
            int blank = request.indexOf("\r\n\r\n");
            if (blank < 0) {
                return false;
            }
            String head = request.substring(0, blank);
            int end = blank + 4 + length(head);
            if (request.length() < end) {
                return false;
            }
            String body = request.substring(blank + 4, end);
            request.delete(0, end);
            MemoryDaemon.this.answer(this, head, body);
            return true;
        }

        private static int length(String head) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }

        void answer(String text) {
            channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        }
    }
}
