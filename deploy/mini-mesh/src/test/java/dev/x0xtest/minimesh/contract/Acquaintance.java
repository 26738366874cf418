package dev.x0xtest.minimesh.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Makes daemons that only reach one another know one another: cards imported both ways. */
final class Acquaintance {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Acquaintance() {}

    static void awaitPeers(DaemonMesh mesh) {
        int others = mesh.nodes().size() - 1;
        mesh.nodes()
                .forEach(node -> Eventually.so(
                        others + " peers at " + node.base(),
                        PATIENCE,
                        () -> node.rest().get("/peers").json().get("peers").size() == others));
    }

    /** The counts of {@code /health} are a snapshot that may be five seconds old. */
    static void awaitHealth(DaemonNode node, int others) {
        Eventually.so(
                "health counts " + others,
                PATIENCE,
                () -> node.rest().get("/health").json().get("send_ready_peers").asInt() == others);
    }

    static void exchangeCards(DaemonMesh mesh, String trustLevel) {
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

    static void trust(DaemonNode node, DaemonNode about, String level) {
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
