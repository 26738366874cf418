package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Introduces connected daemons to each other: each imports the cards of all others. */
public final class Acquaintance {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Acquaintance() {}

    public static void awaitPeers(DaemonMesh mesh) {
        int others = mesh.nodes().size() - 1;
        mesh.nodes()
                .forEach(node -> Awaitility.await(others + " peers at " + node.base())
                        .pollDelay(Duration.ZERO)
                        .atMost(PATIENCE)
                        .until(() ->
                                node.rest().get("/peers").json().get("peers").size() == others));
    }

    /** Waits until {@code /health} counts this many peers. The counts may be five seconds old. */
    public static void awaitHealth(DaemonNode node, int others) {
        Awaitility.await("health counts " + others)
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> node.rest()
                                .get("/health")
                                .json()
                                .get("send_ready_peers")
                                .asInt()
                        == others);
    }

    public static void exchangeCards(DaemonMesh mesh, String trustLevel) {
        for (DaemonNode node : mesh.nodes()) {
            String link = node.rest()
                    .get("/agent/card?include_local_addresses=true")
                    .json()
                    .get("link")
                    .asText();
            mesh.nodes().stream()
                    .filter(other -> !other.equals(node))
                    .forEach(other -> importCard(other, link, trustLevel));
        }
    }

    public static void trust(DaemonNode node, DaemonNode about, String level) {
        Answer answer = node.rest()
                .post(
                        "/contacts",
                        Json.object().put("agent_id", about.agentId()).put("trust_level", level));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static void importCard(DaemonNode node, String link, String trustLevel) {
        Answer answer = node.rest()
                .post("/agent/card/import", Json.object().put("card", link).put("trust_level", trustLevel));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
