package dev.x0xtest.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.WireLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON reader and writer of the wire. It reads strictly and within bounds: depth, tokens, numbers, names, length,
 * no duplicate keys, UTF-8 only. It writes ASCII, so that a length in characters is a length in bytes. Stateless; any
 * thread may use it.
 */
public final class WireJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder(factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireJson() {}

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(WireLimits.JSON_DEPTH)
                        .maxTokenCount(WireLimits.JSON_TOKENS)
                        .maxNumberLength(WireLimits.JSON_NUMBER_CHARS)
                        .maxNameLength(WireLimits.JSON_NAME_CHARS)
                        .maxStringLength(WireLimits.RESULT_BYTES)
                        .maxDocumentLength(WireLimits.RESULT_BYTES)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // a table of member names would outlive the message, and strangers could fill it
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                // as Python's json writes escapes, so that canonical JSON is the same at both ends
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .build();
    }

    /**
     * Reads exactly one JSON object.
     *
     * @throws WireException TOO_LARGE beyond a bound, BAD_JSON for everything else
     */
    public static ObjectNode parseObject(byte[] json) throws WireException {
        if (json.length > WireLimits.RESULT_BYTES) {
            throw WireException.tooLarge("the JSON document, in bytes,", json.length, WireLimits.RESULT_BYTES);
        }
        if (read(json) instanceof ObjectNode object) {
            return object;
        }
        throw new WireException(WireException.Kind.BAD_JSON, "not a JSON object");
    }

    private static JsonNode read(byte[] json) throws WireException {
        try {
            // decode strictly first: Jackson would guess UTF-16 or UTF-32 from the first bytes
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return MAPPER.readTree(text);
        } catch (CharacterCodingException e) {
            throw new WireException(WireException.Kind.BAD_JSON, "not UTF-8", e);
        } catch (StreamConstraintsException e) {
            throw new WireException(WireException.Kind.TOO_LARGE, "JSON beyond the bounds" + reason(e));
        } catch (JsonProcessingException e) {
            throw new WireException(WireException.Kind.BAD_JSON, "not JSON" + reason(e));
        }
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Writes without white space and keeps the order of members. */
    public static byte[] compact(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }

    /** Writes without white space, members sorted by name at every level: equal content yields equal bytes. */
    public static byte[] canonical(JsonNode node) {
        return compact(sorted(node));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return object().setAll(members);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return node;
    }

    /** Omits Jackson's own message, which quotes more of the input than we may repeat. */
    private static String reason(JsonProcessingException e) {
        String place = e.getLocation() == null
                ? ""
                : " at character " + e.getLocation().getCharOffset();
        return place + ": " + WireException.quote(String.valueOf(e.getOriginalMessage()));
    }
}
