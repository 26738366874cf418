package dev.x0xtest.minimesh.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recorded event stream: response headers first ({@code # name: value}), then the bytes. */
record RecordedStream(List<String> lines) {
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        lines.stream().filter(line -> line.startsWith("# ")).forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(2, colon), line.substring(colon + 2));
        });
        return headers;
    }

    List<SseBlock> blocks() {
        return SseBlock.parse(lines);
    }
}
