package dev.x0xtest.minimesh.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.mesh.Identities;
import dev.x0xtest.minimesh.contract.recorded.BodyShape;
import dev.x0xtest.minimesh.contract.recorded.MayDiffer;
import dev.x0xtest.minimesh.contract.recorded.Texts;
import java.util.ArrayList;
import java.util.List;

/** Compares frames of an event stream. Event names, keys, the order of keys, and values must be equal. */
public final class FrameComparison {
    private FrameComparison() {}

    public static void assertSame(Identities identities, SseBlock recorded, SseBlock live) {
        assertThat(live.lines()).as("lines of a frame").hasSameSizeAs(recorded.lines());
        assertThat(live.event()).isEqualTo(recorded.event());
        assertThat(fields(live.data())).as("keys in order").isEqualTo(fields(recorded.data()));
        assertThat(live.payload()).isEqualTo(recorded.payload());
        assertThat(new BodyShape(new Texts(identities), MayDiffer.listed()).differences(recorded.data(), live.data()))
                .isEmpty();
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.properties().forEach(field -> {
            names.add(field.getKey());
            names.addAll(fields(field.getValue()));
        });
        return names;
    }
}
