package dev.x0xtest.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.watch.LocalWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the API of the fault switch; nothing is measured. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path state = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private LocalMesh mesh = unset();
    private LocalWatch watch = unset();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // bringUp() sets both fields before each test
    private static <T> T unset() {
        return null;
    }

    @BeforeEach
    void bringUp() throws InterruptedException {
        mesh = Meshes.ofStandIns(3);
        watch = LocalWatch.open(mesh, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), state, null);
    }

    @AfterEach
    void takeDown() {
        watch.close();
        mesh.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(watch.url() + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", path, "").body());
    }

    @Test
    void itSaysWhatCanBeBroken() throws Exception {
        JsonNode all = get("faults");
        assertThat(all.path("faults")).isEmpty();
        assertThat(all.path("kinds").findValuesAsText("kind"))
                .containsExactly("block", "freeze", "cut", "slow", "restart");
        assertThat(all.path("nodes").toString()).isEqualTo("[\"nyc\",\"sfo\",\"helsinki\"]");
        assertThat(get("me").path("faults").asBoolean()).isTrue();
    }

    @Test
    void whatIsBrokenIsListedUntilItIsMended() throws Exception {
        String block = "{\"kind\":\"block\",\"node\":\"helsinki\",\"to\":\"sfo\"}";
        assertThat(send("POST", "faults", block).statusCode()).isEqualTo(200);
        assertThat(send("POST", "faults", block).statusCode()).as("twice").isEqualTo(409);
        String slow =
                send("POST", "faults", "{\"kind\":\"slow\",\"node\":\"nyc\"}").body();
        String id = JSON.readTree(slow).path("id").asText();
        assertThat(get("faults").path("faults").findValuesAsText("text"))
                .containsExactly("helsinki blocks sfo", "nyc is slow");

        assertThat(send("DELETE", "faults?id=" + id, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "faults?id=" + id, "").statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(send("DELETE", "faults", "").body())
                        .path("faults")
                        .findValuesAsText("kind"))
                .containsExactly("block");
        assertThat(get("faults").path("faults")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind":"burn","node":"nyc"}                    | kind is to be one of block, freeze, cut, slow, restart
            {"kind":"freeze","node":"rome"}                 | node is to be a node of the mesh
            {"kind":"block","node":"nyc"}                   | to is to be a node of the mesh
            {"kind":"block","node":"nyc","to":"nyc"}        | node and to are to be two nodes
            {"kind":"freeze","node":"nyc","to":"sfo"}       | is about one node: leave to out
            {"kind":"freeze","node":"nyc","for":"5 min"}    | the body may have kind, node, to
            {"kind":"freeze","node":7}                      | node is to be a node of the mesh
            """)
    void whatMakesNoSenseIsOneLine(String body, String detail) throws Exception {
        HttpResponse<String> answer = send("POST", "faults", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(detail);
    }

    @Test
    void aPageOfAnotherOriginBreaksNothing() throws Exception {
        String freeze = "{\"kind\":\"freeze\",\"node\":\"sfo\"}";
        assertThat(send("POST", "faults", freeze, "Origin", "http://example.org")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("faults").path("faults")).isEmpty();
    }
}
