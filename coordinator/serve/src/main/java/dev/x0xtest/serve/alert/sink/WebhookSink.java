package dev.x0xtest.serve.alert.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.wire.HmacSha256;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Posts each alert to one address: as alert/1, or as the text that chats take. */
public final class WebhookSink implements Sink {
    /** The header with the signature of the body. */
    public static final String SIGNATURE = "X-X0xtest-Signature";

    private final String name;
    private final SecretUrl url;
    private final HttpCalls calls;
    private final Function<Alert, String> form;
    private final byte @Nullable [] secret;

    private WebhookSink(
            String name, SecretUrl url, HttpCalls calls, Function<Alert, String> form, byte @Nullable [] secret) {
        this.name = name;
        this.url = url;
        this.calls = calls;
        this.form = form;
        this.secret = secret;
    }

    /** One for programs. {@code secret}: the key of the signature; null: it is not signed. */
    public static WebhookSink json(String name, SecretUrl url, HttpCalls calls, byte @Nullable [] secret) {
        return new WebhookSink(
                name, url, calls, alert -> AlertJson.tree(alert).toString(), secret == null ? null : secret.clone());
    }

    /** One for a chat: {@code {"text": …}}, as Slack and Mattermost take it. */
    public static WebhookSink chat(String name, SecretUrl url, HttpCalls calls) {
        return new WebhookSink(
                name,
                url,
                calls,
                alert -> JsonNodeFactory.instance
                        .objectNode()
                        .put("text", AlertText.chat(alert))
                        .toString(),
                null);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(Alert alert) throws SinkException, InterruptedException {
        byte[] body = form.apply(alert).getBytes(UTF_8);
        byte[] key = secret;
        calls.post(url, body, key == null ? Map.of() : Map.of(SIGNATURE, signature(key, body)));
    }

    static String signature(byte[] key, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(HmacSha256.of(key, body));
    }
}
