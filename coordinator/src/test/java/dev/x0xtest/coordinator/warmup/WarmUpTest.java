package dev.x0xtest.coordinator.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What fails here would only be slower in the program, and nobody would see it. */
class WarmUpTest {
    @Test
    void theRunInMemoryIsReportedAndRendered() throws IOException {
        Report report = WarmUp.report();
        assertThat(report.totals().pairs()).isEqualTo(2);
        assertThat(WarmUp.rendered(report)).anySatisfy(line -> assertThat(line).contains("0 of 2 pairs proven"));
    }
}
