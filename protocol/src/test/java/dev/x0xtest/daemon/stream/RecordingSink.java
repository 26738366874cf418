package dev.x0xtest.daemon.stream;

import java.util.ArrayList;
import java.util.List;

/** A sink that records in order what the parser reports, as values that a test can compare. */
final class RecordingSink implements SseParser.Sink {
    final List<Object> heard = new ArrayList<>();

    @Override
    public void event(SseParser.Event event) {
        heard.add(event);
    }

    @Override
    public void comment(String text) {
        heard.add("comment:" + text);
    }

    @Override
    public void malformed(String reason) {
        heard.add("malformed:" + reason);
    }

    List<SseParser.Event> events() {
        return heard.stream()
                .filter(SseParser.Event.class::isInstance)
                .map(SseParser.Event.class::cast)
                .toList();
    }
}
