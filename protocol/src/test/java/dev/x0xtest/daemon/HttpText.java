package dev.x0xtest.daemon;

import java.nio.charset.StandardCharsets;

/** Writes HTTP responses and server-sent events in the form in which x0xd sends them. */
public final class HttpText {
    public static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    public static final String STREAM_END = "0\r\n\r\n";

    private HttpText() {}

    public static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }

    public static String json(int status, String body) {
        return answer(status, "application/json", body);
    }

    public static String answer(int status, String type, String body) {
        return "HTTP/1.1 " + status + " X\r\ncontent-type: " + type + "\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    public static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
