package dev.x0xtest.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Validates reports against the schema that the product contains. */
public final class ReportSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Schema SCHEMA = load();

    private ReportSchema() {}

    public static void assertValid(JsonNode report) {
        assertThat(violations(report)).isEmpty();
    }

    /** Parses a report and asserts that it is valid. */
    public static JsonNode assertValid(String report) {
        try {
            JsonNode json = MAPPER.readTree(report);
            assertValid(json);
            return json;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + report, e);
        }
    }

    public static List<String> violations(JsonNode report) {
        return SCHEMA.validate(report).stream().map(Error::toString).toList();
    }

    private static Schema load() {
        try (InputStream schema = Objects.requireNonNull(
                ReportJson.class.getResourceAsStream("/dev/x0xtest/coordinator/report/report-2.schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(MAPPER.readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
