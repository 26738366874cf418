package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.client.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Many posts to one path, some at a time; every one has to be taken. */
record Barrage(Rest rest, String path) {
    private static final int AT_ONCE = 32;

    static Barrage of(Rest rest, String path) {
        return new Barrage(rest, path);
    }

    void send(int count, IntFunction<JsonNode> body) {
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < AT_ONCE; lane++) {
            lanes.add(from(lane, count, body));
        }
        lanes.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Void> from(int next, int count, IntFunction<JsonNode> body) {
        if (next >= count) {
            return CompletableFuture.completedFuture(null);
        }
        return rest.postLater(path, body.apply(next)).thenComposeAsync(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return from(next + AT_ONCE, count, body);
        });
    }
}
