package dev.x0xtest.local.mesh.daemons;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Imports every daemon's card at every other daemon, as an operator does when setting up a fleet. */
final class CardExchange {
    private static final String CARD = "/agent/card?include_local_addresses=true";
    private static final String IMPORT = "/agent/card/import";

    private CardExchange() {}

    /** Exchanges the cards. Completes when all are imported as trusted. */
    static CompletableFuture<@Nullable Void> among(List<Daemons.Node> nodes) {
        List<CompletableFuture<@Nullable Void>> imports = new ArrayList<>();
        for (Daemons.Node node : nodes) {
            imports.add(node.rest()
                    .call("GET", CARD, null)
                    .thenCompose(answer -> importedByOthers(
                            nodes, node, answer.body().path("link").asText())));
        }
        return all(imports);
    }

    private static CompletableFuture<@Nullable Void> importedByOthers(
            List<Daemons.Node> nodes, Daemons.Node owner, String link) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("card", link).put("trust_level", "trusted");
        return all(nodes.stream()
                .filter(other -> !other.equals(owner))
                .map(other -> other.rest().call("POST", IMPORT, body).thenApply(CardExchange::nothing))
                .toList());
    }

    private static CompletableFuture<@Nullable Void> all(List<CompletableFuture<@Nullable Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    private static @Nullable Void nothing(Daemon.Response answer) {
        return null;
    }
}
