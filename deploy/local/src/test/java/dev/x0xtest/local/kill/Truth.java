package dev.x0xtest.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Compares a report with the runners' ledgers. Nothing in these meshes loses or changes a hop without ending a process or a
 * connection that the receiver has, so no pair may be blamed for one.
 */
final class Truth {
    private Truth() {}

    /** Throws an {@link AssertionError} for the first claim that the ledgers do not bear out. */
    static void check(JsonNode report, Ledgers ledgers, String which) {
        int samples = report.path("scope").path("samples").asInt();
        int classes = 0;
        for (JsonNode cell : report.path("cells")) {
            String pair = cell.path("src").asText() + ">" + cell.path("dst").asText();
            check(cell, pair, samples, ledgers, which + ", " + pair + ": " + cell + "; " + ledgers);
            classes++;
        }
        JsonNode totals = report.path("totals");
        int sum = totals.path("proven").asInt()
                + totals.path("refuted").asInt()
                + totals.path("unobserved").asInt();
        assertThat(classes)
                .as(which)
                .isEqualTo(report.path("scope").path("declared_cells").asInt());
        assertThat(sum).as(which).isEqualTo(classes);
        assertThat(report.path("verdict").asText()).as(which).isEqualTo(verdict(totals));
    }

    private static String verdict(JsonNode totals) {
        if (totals.path("refuted").asInt() > 0) {
            return "FAIL";
        }
        return totals.path("unobserved").asInt() > 0 ? "INCONCLUSIVE" : "PASS";
    }

    private static void check(JsonNode cell, String pair, int samples, Ledgers ledgers, String which) {
        JsonNode counts = cell.path("samples");
        assertThat(counts.path("PROVEN").asInt())
                .as("proven, and arrived as well as acknowledged: " + which)
                .isLessThanOrEqualTo(ledgers.arrivedAndAcknowledged(pair));
        assertThat(counts.path("UNACKED").asInt() + counts.path("LATE").asInt())
                .as("delivered, and arrived: " + which)
                .isLessThanOrEqualTo(ledgers.arrived(pair));
        assertThat(counts.path("REFUSED").asInt())
                .as("refused, and did not arrive: " + which)
                .isLessThanOrEqualTo(samples - ledgers.arrived(pair));
        assertThat(counts.path("NOT_RUN").asInt())
                .as("not run, and not begun: " + which)
                .isLessThanOrEqualTo(ledgers.notBegun(pair, samples));
        for (String never : new String[] {"MISSING", "CORRUPT", "IMPOSTOR", "WRONG_PLANE"}) {
            assertThat(counts.path(never).asInt()).as("%s: %s", never, which).isZero();
        }
        if (cell.path("outcome").asText().equals("PROVEN")) {
            assertThat(ledgers.arrived(pair))
                    .as("all samples arrived: " + which)
                    .isEqualTo(samples);
        }
    }
}
