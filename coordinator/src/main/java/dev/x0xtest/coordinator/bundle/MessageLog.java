package dev.x0xtest.coordinator.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.run.messages.MessageListener;
import dev.x0xtest.coordinator.run.messages.SentCommand;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultKinds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a run as lines of JSON: commands without their parameters, which hold keys; results unpacked and clean.
 * Keeps the latest facts of each node.
 */
final class MessageLog implements MessageListener {
    private static final Codec<RunReport> REPORT = Codecs.record(RunReport.class);
    private static final Set<String> FACTS = Set.of(ResultKinds.DISCOVER_REPLY, "armed", ResultKinds.ACK, "report");
    private static final Set<String> PAIRS = Set.of("row", "column", "sightings");

    private static final int MOST_UNREAD = 65_536;

    private final ObjectMapper json = new ObjectMapper();
    private final Cleaner cleaner;
    private final Writer out;
    private final long mostChars;
    private final Map<String, ObjectNode> facts = new LinkedHashMap<>();
    private long chars;
    private long dropped;
    private long firstNanos = Long.MIN_VALUE;

    MessageLog(Cleaner cleaner, Writer out, long mostChars) {
        this.cleaner = cleaner;
        this.out = out;
        this.mostChars = mostChars;
    }

    /** Lines that did not fit. */
    long dropped() {
        return dropped;
    }

    /** What the nodes said of themselves last, by their agent ids, clean. */
    Map<String, ObjectNode> facts() {
        return facts;
    }

    @Override
    public void commanded(SentCommand sent) {
        ObjectNode line = line("command", sent.nanos());
        line.put("to", sent.to() == null ? null : sent.to().hex());
        line.put("node", sent.command().targetNode());
        line.put("action", sent.command().action()).put("id", sent.command().commandId());
        write(line.put("times", sent.times()));
    }

    @Override
    public void refused(SentCommand command, String code, @Nullable String detail, long nanos) {
        ObjectNode line = line("command_refused", nanos);
        line.put("action", command.command().action())
                .put("id", command.command().commandId());
        write(line.put("code", code).put("detail", detail));
    }

    @Override
    public void answered(Result result, AgentId sender, Channel channel, long nanos) {
        ObjectNode line = line("result", nanos);
        line.put("sender", sender.hex()).put("channel", channel.label());
        ObjectNode told = unpacked(result);
        line.set("result", told);
        JsonNode clean = write(line);
        if (FACTS.contains(result.kind()) && clean.path("result").path("details") instanceof ObjectNode details) {
            ObjectNode latest = details.deepCopy();
            latest.remove(PAIRS);
            facts.computeIfAbsent(clean.path("sender").asText(), key -> json.createObjectNode())
                    .set(result.kind(), latest);
        }
    }

    private static ObjectNode unpacked(Result result) {
        try {
            ObjectNode told = WireJson.parseObject(result.toJson());
            if (result.kind().equals(PlanActions.REPORT.resultKind())
                    && result.details().has("z")) {
                told.set("details", REPORT.encode(PlanActions.REPORT.details().decode(result.details())));
            }
            return told;
        } catch (WireException e) {
            return WireJson.object().put("unreadable", true);
        }
    }

    @Override
    public void unread(RunEvent.FrameSeen frame, long nanos) {
        ObjectNode line = line("unread", nanos);
        line.put("sender", frame.sender()).put("verified", frame.verified());
        write(line.put("text", readable(frame.payload())));
    }

    /** What stands in a frame, or the frame itself, cut. */
    private static String readable(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        try {
            byte[] content = Base64.getMimeDecoder().decode(text.substring(text.lastIndexOf('|') + 1));
            text = new String(content, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // It is shown as it is.
        }
        return text.substring(0, Math.min(MOST_UNREAD, text.length()));
    }

    @Override
    public void happened(RunEvent event, long nanos) {
        if (!(event instanceof RunEvent.Timer)) {
            ObjectNode line = line("event", nanos);
            line.set("event", json.valueToTree(event));
            write(line);
        }
    }

    private ObjectNode line(String what, long nanos) {
        firstNanos = firstNanos == Long.MIN_VALUE ? nanos : firstNanos;
        return json.createObjectNode()
                .put("t_us", Math.max(0, nanos - firstNanos) / 1_000)
                .put("what", what);
    }

    private JsonNode write(ObjectNode line) {
        JsonNode clean = cleaner.json(line);
        String text = clean.toString();
        if (chars + text.length() > mostChars) {
            dropped++;
            return clean;
        }
        chars += text.length() + 1;
        try {
            out.append(text).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return clean;
    }
}
