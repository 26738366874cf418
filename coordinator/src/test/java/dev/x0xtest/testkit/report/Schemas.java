package dev.x0xtest.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Validates what commands write as JSON against the schemas that the product contains. */
public final class Schemas {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Schemas() {}

    /** Parses the text and asserts that it follows a schema, such as {@code status-1}. */
    public static JsonNode assertValid(String schema, String text) {
        String file = "/dev/x0xtest/coordinator/report/" + schema + ".schema.json";
        try (InputStream in = Objects.requireNonNull(ReportJson.class.getResourceAsStream(file), file)) {
            JsonNode json = MAPPER.readTree(text);
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(MAPPER.readTree(in))
                            .validate(json)
                            .stream()
                            .map(Error::toString))
                    .isEmpty();
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
