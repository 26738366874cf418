package dev.x0xtest.daemon.rest;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/** A request to the daemon; an empty array means no body. */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record RestRequest(String authority, String method, String path, byte[] body) {

    /** Whether the request is idempotent and may be sent twice. */
    boolean repeatable() {
        return method.equals("GET");
    }

    /** Whether method and path are free of characters that would end the request line. */
    boolean wellFormed() {
        boolean printable = path.chars().allMatch(c -> c >= 33 && c <= 126);
        return printable && path.startsWith("/") && method.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    FullHttpRequest toHttp(String token) {
        FullHttpRequest http = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path, Unpooled.wrappedBuffer(body));
        http.headers()
                .set(HttpHeaderNames.HOST, authority)
                .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (body.length > 0) {
            http.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        }
        return http;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
