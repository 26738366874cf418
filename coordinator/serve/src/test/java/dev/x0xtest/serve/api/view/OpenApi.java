package dev.x0xtest.serve.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Objects;

/** The description that the product contains, and whether answers follow it. */
public final class OpenApi {
    public static final ObjectMapper MAPPER = new ObjectMapper();
    public static final ObjectNode DOCUMENT = load();

    private OpenApi() {}

    private static ObjectNode load() {
        String file = "/dev/x0xtest/serve/api/openapi.json";
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(file), file)) {
            return (ObjectNode) MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer as JSON, after a check that it follows the schema of this name. */
    public static JsonNode valid(String schema, HttpResponse<String> answer) {
        return valid(schema, answer.body());
    }

    public static JsonNode valid(String schema, String text) {
        JsonNode wanted = DOCUMENT.path("components").path("schemas").path(schema);
        assertThat(wanted.isObject()).as("schema %s", schema).isTrue();
        ObjectNode alone = MAPPER.createObjectNode();
        alone.set("components", DOCUMENT.path("components"));
        alone.put("$ref", "#/components/schemas/" + schema);
        try {
            JsonNode json = MAPPER.readTree(text);
            assertThat(
                            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(alone)
                                    .validate(json)
                                    .stream()
                                    .map(Error::toString))
                    .as("%s as %s", text, schema)
                    .isEmpty();
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The problem of an answer, after a check of its status and form. */
    public static JsonNode problem(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = valid("Problem", answer);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        return problem;
    }
}
