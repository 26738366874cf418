package dev.x0xtest.coordinator.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.RandomReports;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitXmlTest {
    @Test
    void everyOutcomeIsWrittenAsTheGoldenFileShows() {
        Golden.assertSame("every-outcome.xml", JunitXml.text(SampleReports.everyOutcome()));
    }

    @Test
    void refutedFailsUnobservedErrsAndNothingIsSkipped() throws Exception {
        Document xml = parse(JunitXml.text(SampleReports.everyOutcome()));

        assertThat(elements(xml, "failure"))
                .extracting(failure -> failure.getAttribute("type"))
                .containsExactlyInAnyOrder(
                        "MISSING",
                        "REFUSED",
                        "REFUSED",
                        "REFUSED",
                        "UNACKED",
                        "WRONG_PLANE",
                        "LATE",
                        "CORRUPT",
                        "IMPOSTOR");
        assertThat(elements(xml, "error"))
                .extracting(error -> error.getAttribute("type"))
                .containsExactlyInAnyOrder("UNOBSERVED", "UNOBSERVED", "NOT_RUN");
        assertThat(elements(xml, "skipped")).isEmpty();
    }

    @Test
    void thereIsASuitePerSourceAlsoWhenNothingRan() throws Exception {
        Document xml = parse(JunitXml.text(SampleReports.withoutAnchor()));

        assertThat(elements(xml, "testsuite"))
                .hasSize(6)
                .allSatisfy(suite -> assertThat(suite.getAttribute("errors")).isEqualTo("5"));
        assertThat(elements(xml, "property"))
                .anySatisfy(
                        property -> assertThat(property.getAttribute("name")).isEqualTo("partial"));
    }

    @Test
    void countsEqualTheTotalsOfAnyReportAndItsXmlIsWellFormed() throws Exception {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        for (int round = 0; round < 200; round++) {
            Report report = reports.next();
            String hint = "seed " + seed + " round " + round;
            Document xml = parse(JunitXml.text(report));
            assertThat(elements(xml, "testcase"))
                    .as(hint)
                    .hasSize(report.totals().pairs());
            assertThat(elements(xml, "failure"))
                    .as(hint)
                    .hasSize(report.totals().refuted());
            assertThat(elements(xml, "error")).as(hint).hasSize(report.totals().unobserved());
            for (String count : List.of("tests", "failures", "errors")) {
                int sum = elements(xml, "testsuite").stream()
                        .mapToInt(suite -> Integer.parseInt(suite.getAttribute(count)))
                        .sum();
                String whole = xml.getDocumentElement().getAttribute(count);
                assertThat(sum).as(hint).isEqualTo(Integer.parseInt(whole));
            }
        }
    }

    private static Document parse(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static List<Element> elements(Document xml, String name) {
        NodeList found = xml.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < found.getLength(); index++) {
            elements.add((Element) found.item(index));
        }
        return elements;
    }
}
