package dev.x0xtest.coordinator.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The SVG is well-formed, has a letter for each direction of each pair, and nothing in it acts. */
class SvgPictureTest {
    static String svg(Report report) throws IOException {
        StringBuilder out = new StringBuilder();
        SvgPicture.write(Sheet.of(new Judged(report)), out);
        return out.toString();
    }

    private static Document parsed(String svg) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document document, String name) {
        NodeList all = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < all.getLength(); at++) {
            if (all.item(at)
                    .getAttributes()
                    .getNamedItem("class")
                    .getNodeValue()
                    .startsWith(name)) {
                texts.add(all.item(at).getTextContent());
            }
        }
        return texts;
    }

    @Test
    void eachDirectionHasItsLetter() throws Exception {
        Document document = parsed(svg(SampleReports.blockedContact()));
        assertThat(String.join("", texts(document, "m "))).hasSize(30).contains("M", "R", "2");
        assertThat(String.join("", texts(document, "r "))).hasSize(30).contains("M", "R", "2");
        assertThat(texts(document, "h"))
                .containsExactly(
                        Sheet.of(new Judged(SampleReports.blockedContact())).headline());
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("28 of 30 pairs proven, 2 refuted");
    }

    @Test
    void whatNodesSayStaysText() throws Exception {
        String svg = svg(HostileReport.of(4));
        Document document = parsed(svg);
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("img").getLength()).isZero();
        assertThat(svg).doesNotContain("<script", "<img", "\u001b", "\u202e");
    }

    @Test
    void theNumbersOfALargeFleetHaveAKeyWithWhatMatters() throws Exception {
        SampleReport fleet = SampleReport.of(
                IntStream.range(0, 120).mapToObj(node -> "n" + node).toArray(String[]::new));
        Report report = fleet.cells((src, dst) -> src.equals("n70") && dst.equals("n90"), SampleCells::missing)
                .cells(
                        (src, dst) -> src.equals("n90") && dst.equals("n70"),
                        (src, dst) -> SampleCells.refused(src, dst, "403 agent is blocked"))
                .silent("n33")
                .build();
        Document document = parsed(svg(report));
        assertThat(texts(document, "b")).contains("91 n90", "71 n70", "34 n33", "91", "71", "34");
        assertThat(texts(document, "n")).contains("1 n0", "51 n50", "101 n100");
        assertThat(texts(document, "s")).contains("Numbers of the nodes: those that matter, and every 50th");
        assertThat(texts(parsed(svg(SampleReports.blockedContact())), "s"))
                .noneMatch(text -> text.startsWith("Numbers"));
    }

    @Test
    void aLargeFleetIsAnImageOfBoundedSize() throws Exception {
        String svg = svg(SampleReports.large(300, false));
        Document document = parsed(svg);
        assertThat(document.getElementsByTagName("image").getLength()).isEqualTo(1);
        assertThat(texts(document, "m ")).isEmpty();
        assertThat(svg).hasSizeLessThan(200_000);
    }
}
