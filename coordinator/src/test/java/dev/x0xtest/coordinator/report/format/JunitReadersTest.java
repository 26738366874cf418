package dev.x0xtest.coordinator.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.RandomReports;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The JUnit file as Jenkins and GitLab read it. */
class JunitReadersTest {
    /** Words of a {@code type} attribute by which GitLab's XML-to-hash converter converts the text to something else. */
    private static final Set<String> CONVERTED = Set.of(
            "symbol",
            "yaml",
            "date",
            "datetime",
            "duration",
            "integer",
            "float",
            "decimal",
            "boolean",
            "string",
            "base64Binary",
            "hexBinary",
            "file",
            "array",
            "hash");

    static Stream<Report> reports() {
        RandomReports random = new RandomReports(new Random(25));
        return Stream.concat(
                Stream.of(
                        SampleReports.pass(),
                        SampleReports.everyOutcome(),
                        SampleReports.interrupted(),
                        SampleReports.withoutAnchor(),
                        hostile()),
                Stream.generate(random::next).limit(50));
    }

    /** Texts of a daemon that are no XML, or that would end a section of it. */
    private static Report hostile() {
        String text =
                "]]> & <b>\"'</b> \u0000\u001b[1m\u0008 \ud800 \ufffe \r\n\t \ud83d\ude80 [[ATTACHMENT|/etc/passwd]]";
        return SampleReport.of("nyc", "sfo", "helsinki")
                .cells((src, dst) -> true, (src, dst) -> CellReport.notRun(src, dst, text))
                .partial(text)
                .warning(text)
                .build();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void jenkinsAcceptsIt(Report report) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(JunitReadersTest.class.getResource("jenkins-junit.xsd")));
        String xml = JunitXml.text(report);
        assertThatCode(() -> schema.newValidator().validate(new StreamSource(new StringReader(xml))))
                .doesNotThrowAnyException();
    }

    /**
     * GitLab wants suites below one root, and takes of each case {@code name}, {@code classname}, {@code time}, and the
     * text of {@code failure}, {@code error} or {@code skipped}, in this order. Cases of one suite with the same names
     * are one case to it.
     */
    @ParameterizedTest
    @MethodSource("reports")
    void gitlabReadsEveryPairOnce(Report report) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXml.text(report))))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("testsuites");
        Set<List<String>> names = new HashSet<>();
        int failed = 0;
        int errors = 0;
        for (Element suite : children(root, "testsuite")) {
            for (Element one : children(suite, "testcase")) {
                assertThat(one.getAttribute("time")).matches("[0-9]+\\.[0-9]+");
                names.add(List.of(suite.getAttribute("name"), one.getAttribute("classname"), one.getAttribute("name")));
                List<Element> problems = children(one, "failure", "error", "skipped");
                assertThat(problems).hasSizeLessThan(2).allSatisfy(JunitReadersTest::shown);
                failed += children(one, "failure").size();
                errors += children(one, "error").size();
            }
        }
        assertThat(names).hasSize(report.totals().pairs());
        assertThat(failed).isEqualTo(report.totals().refuted());
        assertThat(errors).isEqualTo(report.totals().unobserved());
    }

    private static void shown(Element problem) {
        assertThat(problem.getTextContent()).isNotBlank();
        assertThat(problem.getAttribute("type")).isNotIn(CONVERTED);
    }

    @Test
    void whatIsNoXmlBecomesAReplacementCharacterAndTheRestStays() {
        assertThat(JunitXml.text(hostile()))
                .contains("]]&gt; &amp; &lt;b")
                .contains("\ud83d\ude80")
                .contains("\ufffd\ufffd[1m\ufffd \ufffd \ufffd")
                .doesNotContain("\u0000", "\u001b", "\u0008", "\ufffe");
    }

    private static List<Element> children(Element parent, String... names) {
        NodeList all = parent.getChildNodes();
        List<Element> found = new ArrayList<>();
        for (int at = 0; at < all.getLength(); at++) {
            Node child = all.item(at);
            if (child instanceof Element element && List.of(names).contains(element.getTagName())) {
                found.add(element);
            }
        }
        return found;
    }
}
