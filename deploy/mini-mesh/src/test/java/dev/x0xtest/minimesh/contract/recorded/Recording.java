package dev.x0xtest.minimesh.contract.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads what was recorded from x0xd 0.48.1, in {@code deploy/x0xd/recorded}. */
public final class Recording {
    private Recording() {}

    public static List<RecordedCall> calls() {
        List<RecordedCall> calls = new ArrayList<>();
        Json.parse(text("rest.json"))
                .forEach(call -> calls.add(
                        new RecordedCall(call.get("name").asText(), call.get("request"), call.get("response"))));
        return List.copyOf(calls);
    }

    public static RecordedCall call(String name) {
        return calls().stream()
                .filter(call -> call.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not recorded: " + name));
    }

    public static RecordedStream stream(String file) {
        return new RecordedStream(text(file).lines().toList());
    }

    private static String text(String file) {
        try (InputStream in = Recording.class.getResourceAsStream("/recorded/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
