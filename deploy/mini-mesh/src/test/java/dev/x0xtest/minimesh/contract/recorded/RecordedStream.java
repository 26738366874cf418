package dev.x0xtest.minimesh.contract.recorded;

import dev.x0xtest.minimesh.contract.client.SseBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recorded event stream. The response headers come first ({@code # name: value}), then the bytes of the stream. */
public record RecordedStream(List<String> lines) {
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        lines.stream().filter(line -> line.startsWith("# ")).forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(2, colon), line.substring(colon + 2));
        });
        return headers;
    }

    public List<SseBlock> blocks() {
        return SseBlock.parse(lines);
    }
}
