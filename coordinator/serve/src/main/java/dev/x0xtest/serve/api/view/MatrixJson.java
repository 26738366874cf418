package dev.x0xtest.serve.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What is known of all pairs as JSON.
 *
 * @param nowMs the time for which it was asked
 * @param stale whether it is too old to be shown as the state of that time
 */
public record MatrixJson(Scope scope, HistoryReader.Matrix matrix, long nowMs, boolean stale) {
    private static final char NONE = '·';
    private static final long MS_PER_SECOND = 1000;

    /** Writes it. */
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("run", matrix.run());
        out.writeStringField("network", scope.network().text());
        out.writeStringField("plane", scope.plane().label());
        out.writeNumberField("at", matrix.atMs());
        out.writeNumberField("age_s", Math.max(0, (nowMs - matrix.atMs()) / MS_PER_SECOND));
        out.writeBooleanField("stale", stale);
        out.writeArrayFieldStart("nodes");
        for (String node : matrix.nodes()) {
            out.writeString(Said.text(node));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("outcome");
        for (int row = 0; row < matrix.nodes().size(); row++) {
            out.writeString(letters(row));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("p50_us");
        for (int[] row : matrix.p50Us()) {
            out.writeStartArray();
            for (int us : row) {
                number(out, us >= 0, us);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        ages(out, "seen_age_s", matrix.seenMs());
        ages(out, "since_age_s", matrix.sinceMs());
        out.writeArrayFieldStart("groups");
        for (String group : matrix.groups()) {
            out.writeString(Said.textOrNull(group));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void ages(JsonGenerator out, String name, long[][] times) throws IOException {
        out.writeArrayFieldStart(name);
        for (long[] row : times) {
            out.writeStartArray();
            for (long time : row) {
                number(out, time > 0, Math.max(0, (nowMs - time) / MS_PER_SECOND));
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void number(JsonGenerator out, boolean known, long number) throws IOException {
        if (known) {
            out.writeNumber(number);
        } else {
            out.writeNull();
        }
    }

    /** A dot where nothing was measured, and on the diagonal. */
    private String letters(int row) {
        StringBuilder letters = new StringBuilder();
        for (int column = 0; column < matrix.nodes().size(); column++) {
            boolean measured = row != column && matrix.outcome()[row][column] != '.';
            letters.append(measured ? matrix.letters()[row][column] : NONE);
        }
        return letters.toString();
    }

    /** What does not change by the mere passing of time: a run later, everything may. */
    public byte[] lasting() {
        return (scope.network().text() + " " + scope.plane().label() + " " + matrix.run() + " " + matrix.atMs() + " "
                        + stale)
                .getBytes(StandardCharsets.UTF_8);
    }
}
