package dev.x0xtest.coordinator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UpstreamSummaryTest {
    /** The gate takes the first number of the last line that has this form. */
    private static int number(String word, Report report) {
        List<String> lines = UpstreamSummary.lines(report);
        int found = -1;
        for (String line : lines) {
            Matcher matcher =
                    Pattern.compile(word + ":\\s+(\\d+)\\s*/\\s*(\\d+)").matcher(line);
            if (matcher.find()) {
                assertThat(matcher.group(2)).isEqualTo("30");
                found = Integer.parseInt(matcher.group(1));
            }
        }
        return found;
    }

    @Test
    void aPassHasEveryPairSentAndReceived() {
        assertThat(number("Sent", SampleReports.pass())).isEqualTo(30);
        assertThat(number("Received", SampleReports.pass())).isEqualTo(30);
    }

    @Test
    void aMissingOneWasSentAndARefusedOneWasNot() {
        assertThat(number("Sent", SampleReports.blockedContact())).isEqualTo(29);
        assertThat(number("Received", SampleReports.blockedContact())).isEqualTo(28);
    }

    @Test
    void nothingMeasuredIsNothingSent() {
        assertThat(number("Sent", SampleReports.withoutAnchor())).isZero();
        assertThat(number("Received", SampleReports.withoutAnchor())).isZero();
    }
}
