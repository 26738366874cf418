package dev.x0xtest.serve.api.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** What other programs have said, made fit to be shown. */
final class Said {
    private static final int LONGEST = 2000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Said() {}

    /** Without control characters and invisible ones, and not endless. */
    static String text(String said) {
        String head = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
        return head.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }

    /** The same; null where nothing was said. */
    static @Nullable String textOrNull(@Nullable String said) {
        return said == null || said.isEmpty() ? null : text(said);
    }

    /** JSON that we wrote before; as a text where it cannot be read. */
    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text(text));
        }
    }
}
