package dev.x0xtest.serve.alert.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.testkit.report.Schemas;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookSinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpSink server = new HttpSink();
    private final SecretUrl url = SecretUrl.parse(server.address("/hook/T0KEN?key=s3cret"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anAlertIsPostedAsJsonWithASignature() throws Exception {
        WebhookSink.json("webhook", url, new HttpCalls(LIMIT), "k3y".getBytes(UTF_8))
                .send(SampleAlert.opened());
        HttpSink.Request request = server.requests.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/hook/T0KEN?key=s3cret");
        JsonNode json = Schemas.assertValid("alert-1", request.body());
        assertThat(json.get("event").textValue()).isEqualTo("opened");
        assertThat(json.get("subject").get("from").textValue()).isEqualTo("n1");
        assertThat(json.get("since").longValue()).isEqualTo(1_800_000_000_000L);
        assertThat(json.get("seen").textValue()).isEqualTo("2 of 3");
        assertThat(json.get("log10_odds").doubleValue()).isEqualTo(4.3);
        assertThat(request.headers().get("X-x0xtest-signature"))
                .containsExactly(WebhookSink.signature(
                        "k3y".getBytes(UTF_8), request.body().getBytes(UTF_8)));
    }

    /** RFC 4231, test case 2: whoever checks signatures with another program gets the same. */
    @Test
    void aSignatureIsAnHmacOfTheBody() {
        assertThat(WebhookSink.signature("Jefe".getBytes(UTF_8), "what do ya want for nothing?".getBytes(UTF_8)))
                .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void everyEventFollowsTheSchema() throws Exception {
        WebhookSink sink = WebhookSink.json("webhook", url, new HttpCalls(LIMIT), null);
        for (Alert.Event event : Alert.Event.values()) {
            sink.send(SampleAlert.of("2", "b", event));
        }
        assertThat(server.requests).hasSize(Alert.Event.values().length).allSatisfy(request -> {
            Schemas.assertValid("alert-1", request.body());
            assertThat(request.headers()).doesNotContainKey("X-x0xtest-signature");
        });
    }

    @Test
    void aChatGetsTextWithoutMarkup() throws Exception {
        WebhookSink.chat("chat", url, new HttpCalls(LIMIT))
                .send(SampleAlert.of("3", "c", Alert.Event.OPENED, SampleAlert.HOSTILE, "curl `x` <y>"));
        JsonNode json = new ObjectMapper().readTree(server.requests.get(0).body());
        assertThat(json.fieldNames()).toIterable().containsExactly("text");
        List<String> lines = json.get("text").textValue().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .startsWith("[fleet prod] opened: n1 ")
                .contains("&lt;!channel&gt;", "&amp;")
                .doesNotContain("\u001b", "<", ">", "@", "*", "`", "](", "://");
        assertThat(lines.get(2)).isEqualTo("next: `curl 'x' &lt;y&gt;`");
    }

    @ParameterizedTest
    @EnumSource(value = HttpSink.Mood.class, names = "TAKES", mode = EnumSource.Mode.EXCLUDE)
    void aSinkThatFailsIsNamedWithoutItsKeys(HttpSink.Mood mood) {
        server.mood(mood);
        boolean slow = mood == HttpSink.Mood.HANGS || mood == HttpSink.Mood.FLOODS;
        WebhookSink sink = WebhookSink.json("webhook", url, new HttpCalls(slow ? Duration.ofMillis(300) : LIMIT), null);
        assertThatThrownBy(() -> sink.send(SampleAlert.opened()))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("http://127.0.0.1:")
                .hasMessageNotContainingAny("T0KEN", "s3cret")
                .hasNoCause();
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aSinkThatIsAwayIsNamedWithoutItsKeys() {
        server.close();
        assertThatThrownBy(() -> WebhookSink.json("webhook", url, new HttpCalls(LIMIT), null)
                        .send(SampleAlert.opened()))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("cannot be reached: ConnectException")
                .hasMessageNotContainingAny("T0KEN", "s3cret");
    }

    @Test
    void aUserInAnAddressBecomesAHeader() throws Exception {
        SecretUrl login = SecretUrl.parse(server.address("/x").replace("http://", "http://joe:pa55@"));
        assertThat(login.toString()).doesNotContain("joe", "pa55", "/x");
        WebhookSink.json("webhook", login, new HttpCalls(LIMIT), null).send(SampleAlert.opened());
        assertThat(server.requests.get(0).headers().get("Authorization")).containsExactly("Basic am9lOnBhNTU=");
    }

    @Test
    void whatIsNoAddressIsRefusedWithoutBeingRepeated() {
        for (String wrong :
                List.of("", "host/path", "ftp://host/", "http:///k3y", "https://h\u0000st/k3y", "http://ho st/k3y")) {
            assertThatThrownBy(() -> SecretUrl.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("k3y")
                    .hasNoCause();
        }
    }
}
