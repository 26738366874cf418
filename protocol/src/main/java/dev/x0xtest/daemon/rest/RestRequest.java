package dev.x0xtest.daemon.rest;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/** What is asked of the daemon; an empty body is none. */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record RestRequest(String authority, String method, String path, byte[] body) {

    /** Whether asking twice does the same as asking once. */
    boolean repeatable() {
        return method.equals("GET");
    }

    /** Nothing in it can end the line it stands in. */
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
