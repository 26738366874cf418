package dev.x0xtest.runner.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.json.WireJson;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds the id of a command that cannot be parsed, so that its sender gets an answer. */
final class Salvaged {
    private Salvaged() {}

    static @Nullable String commandIdOfFrame(byte[] frame, int prefix) {
        try {
            return commandId(Base64.getDecoder().decode(Arrays.copyOfRange(frame, prefix, frame.length)));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    static @Nullable String commandId(byte[] json) {
        try {
            ObjectNode command = WireJson.parseObject(json);
            JsonNode id = command.path("command_id");
            boolean usable = id.isTextual()
                    && !id.textValue().isEmpty()
                    && id.textValue().length() <= WireLimits.IDENTIFIER_BYTES;
            return usable ? id.textValue() : null;
        } catch (WireException notJson) {
            return null;
        }
    }
}
