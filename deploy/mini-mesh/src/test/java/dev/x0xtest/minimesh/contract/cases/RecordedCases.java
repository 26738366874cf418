package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.Rest;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.Identities;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.BodyShape;
import dev.x0xtest.minimesh.contract.recorded.Json;
import dev.x0xtest.minimesh.contract.recorded.MayDiffer;
import dev.x0xtest.minimesh.contract.recorded.RecordedCall;
import dev.x0xtest.minimesh.contract.recorded.Recording;
import dev.x0xtest.minimesh.contract.recorded.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Repeats every call of {@code recorded/rest.json}, in the same order, at the first daemon of the mesh. */
public final class RecordedCases {
    private static final Pattern BASE64_OF = Pattern.compile("<base64 of (\\d+) bytes>");
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int SHOWN = 10;
    private static final int OVER_A_MEBIBYTE = 1_100_000;

    private final DaemonNode node;
    private final Identities identities;
    private final Texts texts;
    private final Set<String> notOffered;

    public RecordedCases(MeshRoles roles, Set<String> notOffered) {
        node = roles.anchor();
        identities = Identities.of(roles);
        texts = new Texts(identities);
        this.notOffered = notOffered;
    }

    public Stream<ContractCase> cases() {
        return Recording.calls().stream()
                .filter(RecordedCall::replayable)
                .map(call -> new ContractCase("recorded: " + call.name(), () -> replay(call)));
    }

    private void replay(RecordedCall call) {
        if (call.name().equals("contacts list")) {
            // The import of its own card made the daemon a contact of itself. The recorder had deleted that contact.
            node.rest().delete("/contacts/" + node.agentId());
        }
        Answer answer = settled(call);
        if (notOffered.contains(call.name()) && answer.status() == 404) {
            assertThat(answer.text()).as("a route that is not offered").isEmpty();
            return;
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(call.status());
        checkHeaders(call, answer);
        if (call.json().isPresent()) {
            checkJson(call, call.json().get(), answer);
        } else {
            assertThat(texts.matches(call.text(), answer.text()))
                    .as("recorded <%s>, answered <%s>", call.text(), answer.text())
                    .isTrue();
        }
    }

    /**
     * Makes the call, and repeats the one that must conflict until it does. While acknowledgements of earlier sends
     * with the same logical id are still arriving, a real daemon answers about one call in five with 200.
     */
    private Answer settled(RecordedCall call) {
        if (call.name().equals("direct send durable logical id conflict")) {
            return Awaitility.await("a conflict")
                    .pollDelay(Duration.ZERO)
                    .atMost(SETTLED)
                    .until(() -> call(call), answer -> answer.status() == call.status());
        }
        return call(call);
    }

    private void checkHeaders(RecordedCall call, Answer answer) {
        for (String name : List.of("content-type", "vary")) {
            assertThat(answer.header(name)).as(name).isEqualTo(call.header(name).orElse("(absent)"));
        }
        assertThat(answer.header("content-length")).as("content-length").isEqualTo(String.valueOf(answer.bytes()));
    }

    private void checkJson(RecordedCall call, JsonNode recorded, Answer answer) {
        JsonNode live = answer.json();
        MayDiffer mayDiffer = MayDiffer.diagnostics().contains(call.name()) ? MayDiffer.anyValue() : MayDiffer.listed();
        identities.learn(recorded, live);
        List<String> differences = new BodyShape(texts, mayDiffer).differences(recorded, live);
        assertThat(differences.stream().limit(SHOWN)).as(call.name()).isEmpty();
    }

    private Answer call(RecordedCall call) {
        Rest rest = switch (call.authorization()) {
            case "none" -> node.rest().withToken(null);
            case "wrong" -> node.rest().withToken("wrong");
            default -> node.rest();
        };
        String contentType = call.request().path("content_type").asText("application/json");
        String body = body(call.request());
        return rest.call(call.method(), identities.toLive(call.path()), body, body == null ? null : contentType);
    }

    private @Nullable String body(JsonNode request) {
        if (request.has("raw_body")) {
            String raw = request.get("raw_body").asText();
            return raw.equals("<1.1 MB>") ? "x".repeat(OVER_A_MEBIBYTE) : raw;
        }
        return request.has("body") ? Json.spaced(expanded((ObjectNode) request.get("body"))) : null;
    }

    private ObjectNode expanded(ObjectNode body) {
        ObjectNode copy = body.deepCopy();
        body.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                copy.put(field.getKey(), expanded(field.getValue().asText()));
            }
        });
        return copy;
    }

    private String expanded(String text) {
        Matcher matcher = BASE64_OF.matcher(text);
        return matcher.matches()
                ? Json.base64("h".repeat(Integer.parseInt(matcher.group(1))).getBytes(StandardCharsets.UTF_8))
                : identities.toLive(text);
    }
}
