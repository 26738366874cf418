package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.KeptConnection;
import dev.x0xtest.minimesh.contract.client.Rest;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Cases on tokens, on the files with a daemon's address and token, and on keep-alive connections. */
public final class AccessCases {
    private static final JsonNode NEEDED = Json.parse("{\"error\":\"missing or invalid Authorization: Bearer token\"}");

    private final DaemonNode node;

    public AccessCases(MeshRoles roles) {
        node = roles.anchor();
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("access: api-token holds the token and is for its owner only", this::tokenFile),
                new ContractCase("access: api.port holds the whole address", this::portFile),
                new ContractCase("access: /health needs no token", this::healthIsOpen),
                new ContractCase("access: everything else needs one", this::tokenNeeded),
                new ContractCase("access: a wrong method without a token is 401, not 405", this::tokenFirst),
                new ContractCase("access: the durable token is no query token", this::durableIsNoQueryToken),
                new ContractCase("access: a session is minted with the durable token", this::session),
                new ContractCase("access: a session token opens both streams as ?token=", this::sessionOpensStreams),
                new ContractCase("access: ?token= opens nothing but streams", this::queryTokenOnlyForStreams),
                new ContractCase("access: a session token is a bearer token too", this::sessionAsBearer),
                new ContractCase("access: a session mints no session", this::sessionMintsNoSession),
                new ContractCase("access: a session may not shut the daemon down", this::sessionMayNotShutDown),
                new ContractCase("access: one connection serves call after call", this::keepAlive));
    }

    private void tokenFile() throws IOException {
        var file = node.dataDirectory().resolve("api-token");
        assertThat(Files.readString(file).strip()).isEqualTo(node.token()).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private void portFile() throws IOException {
        assertThat(Files.readString(node.dataDirectory().resolve("api.port")).strip())
                .isEqualTo(node.base().getAuthority());
    }

    private void healthIsOpen() {
        assertThat(stranger().get("/health").status()).isEqualTo(200);
    }

    private void tokenNeeded() {
        for (String path : List.of("/agent", "/peers", "/contacts", "/events", "/direct/events", "/status")) {
            Answer answer = stranger().get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.json()).isEqualTo(NEEDED);
        }
    }

    private void tokenFirst() {
        assertThat(stranger().get("/direct/send").status()).isEqualTo(401);
    }

    private void durableIsNoQueryToken() {
        assertThat(stranger().get("/events?token=" + node.token()).status()).isEqualTo(401);
        assertThat(stranger().get("/direct/events?token=" + node.token()).status())
                .isEqualTo(401);
    }

    private void session() {
        Answer answer = node.rest().call("POST", "/auth/session", null, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("session_token").asText()).matches("[0-9a-f]{64}");
        assertThat(answer.json().get("expires_in").asInt()).isEqualTo(600);
        assertThat(answer.json()).hasSize(2);
    }

    private void sessionOpensStreams() {
        String token = mint();
        for (String path : List.of("/events", "/direct/events")) {
            try (EventTap tap = EventTap.open(stranger(), path + "?token=" + token)) {
                assertThat(tap.headers().firstValue("content-type")).hasValue("text/event-stream");
            }
        }
    }

    private void queryTokenOnlyForStreams() {
        assertThat(stranger().get("/agent?token=" + mint()).status()).isEqualTo(401);
    }

    private void sessionAsBearer() {
        assertThat(node.rest().withToken(mint()).get("/agent").status()).isEqualTo(200);
    }

    private void sessionMintsNoSession() {
        Answer answer = node.rest().withToken(mint()).call("POST", "/auth/session", null, null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json()).isEqualTo(Json.parse("{\"error\":\"durable API token required to mint a session\"}"));
    }

    private void sessionMayNotShutDown() {
        Answer answer = node.rest().withToken(mint()).call("POST", "/shutdown", null, null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json())
                .isEqualTo(
                        Json.parse("{\"error\":\"/shutdown requires the durable API token (not a session token)\"}"));
    }

    private void keepAlive() throws IOException {
        assertThat(KeptConnection.statuses(node, List.of("/health", "/agent", "/nope", "/peers")))
                .containsExactly(200, 200, 404, 200);
    }

    private String mint() {
        return node.rest()
                .call("POST", "/auth/session", null, null)
                .json()
                .get("session_token")
                .asText();
    }

    private Rest stranger() {
        return node.rest().withToken(null);
    }
}
