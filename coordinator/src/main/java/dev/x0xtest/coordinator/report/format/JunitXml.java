package dev.x0xtest.coordinator.report.format;

import dev.x0xtest.coordinator.grade.Share;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Totals;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report as JUnit XML: one suite per source, one case per pair. A refuted pair is a failure, an unobserved pair
 * an error. A refuted pair whose loss is tolerated passes, with output. No pair is skipped: tools ignore skipped cases.
 */
public final class JunitXml {
    private final Report report;
    private final Grid grid;
    private final @Nullable Tolerance tolerance;
    private final XMLStreamWriter xml;

    private JunitXml(Report report, XMLStreamWriter xml) {
        this.report = report;
        this.grid = Grid.of(report);
        this.tolerance = report.tolerance();
        this.xml = xml;
    }

    /** Writes the whole document. Its declaration says UTF-8, so {@code out} must encode as UTF-8. */
    public static void write(Report report, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            new JunitXml(report, xml).document();
            xml.close();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("the report cannot be written as XML", e);
        }
    }

    /** The whole document as a string. */
    public static String text(Report report) {
        StringWriter text = new StringWriter();
        try {
            write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException("JUnit XML cannot be written to memory", e);
        }
        return text.toString();
    }

    private void document() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        open(0, "testsuites");
        attribute("name", "x0xtest");
        origin();
        Totals totals = report.totals();
        counts(
                totals.pairs(),
                totals.refuted() - totals.tolerated() - totals.undecided(),
                totals.unobserved() + totals.undecided());
        attribute("time", seconds(report.timing().totalMs()));
        for (int source = 0; source < grid.nodes().size(); source++) {
            suite(grid.nodes().get(source), grid.cells(grid.row(source)));
        }
        close(0);
        newLine(0);
        xml.writeEndDocument();
    }

    private void suite(NodeLabel source, List<CellReport> cells) throws XMLStreamException {
        open(1, "testsuite");
        attribute("name", source.text());
        origin();
        long refuted = 0;
        long unobserved = 0;
        long sendMs = 0;
        for (CellReport cell : cells) {
            CellClass counts = cell.counts(tolerance);
            refuted += counts == CellClass.REFUTED ? 1 : 0;
            unobserved += counts == CellClass.UNOBSERVED ? 1 : 0;
            sendMs += sendMs(cell);
        }
        counts(cells.size(), refuted, unobserved);
        // Not on testsuites: Jenkins' schema has no such attribute there and refuses the whole file.
        attribute("skipped", "0");
        attribute("time", seconds(sendMs));
        properties();
        for (CellReport cell : cells) {
            testcase(cell);
        }
        close(1);
    }

    /** A time without zone, as the schemas of readers demand; it is UTC. */
    private void origin() throws XMLStreamException {
        Origin origin = report.origin();
        if (origin != null) {
            attribute("timestamp", origin.startedAt().substring(0, "2026-11-29T03:25:55".length()));
            if (!origin.host().isEmpty()) {
                attribute("hostname", origin.host());
            }
        }
    }

    private void counts(int cells, long refuted, long unobserved) throws XMLStreamException {
        attribute("tests", Integer.toString(cells));
        attribute("failures", Long.toString(refuted));
        attribute("errors", Long.toString(unobserved));
    }

    private void properties() throws XMLStreamException {
        open(2, "properties");
        property("run_id", report.runId());
        Origin origin = report.origin();
        if (origin != null) {
            property("x0xtest", origin.version());
            property("command_line", String.join(" ", origin.commandLine()));
            for (Map.Entry<String, String> anchor : origin.unusableAnchors().entrySet()) {
                property("unusable_anchor", anchor.getKey() + ": " + anchor.getValue());
            }
        }
        property("verdict", report.verdict().name());
        if (tolerance != null) {
            property("tolerate_loss", Share.text(tolerance.loss()));
        }
        property("plane", report.plane().label());
        if (report.scope().isSparse()) {
            property("sparse", report.totals().pairs() + " of " + report.possiblePairs() + " pairs");
        }
        AnchorReport anchor = report.anchor();
        property("anchor", anchor == null ? "" : anchor.node().text());
        property("anchor_agent_id", anchor == null ? "" : anchor.agentId().hex());
        String partial = report.partial();
        if (partial != null) {
            property("partial", partial);
        }
        Ending ending = report.ending();
        if (ending != null) {
            property("ended_by", ending.cause().label());
            property("ended_next", ending.next());
        }
        for (String warning : report.warnings()) {
            property("warning", warning);
        }
        close(2);
    }

    private void property(String name, String value) throws XMLStreamException {
        newLine(3);
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testcase(CellReport cell) throws XMLStreamException {
        open(2, "testcase");
        attribute(
                "classname",
                "x0xtest." + report.plane().label() + "." + cell.src().text());
        attribute("name", cell.src().text() + " -> " + cell.dst().text());
        attribute("time", seconds(sendMs(cell)));
        switch (cell.counts(tolerance)) {
            case PROVEN -> tolerated(cell);
            case REFUTED -> problem("failure", cell);
            case UNOBSERVED -> problem("error", cell);
        }
        close(2);
    }

    /** A case with output passes. Nothing is written for a pair that needs no tolerance. */
    private void tolerated(CellReport cell) throws XMLStreamException {
        if (tolerance != null && !cell.proven()) {
            newLine(3);
            xml.writeStartElement("system-out");
            xml.writeCharacters(XmlText.legal("a loss of " + Share.text(tolerance.loss()) + " is tolerated: "
                    + Diagnosis.evidence(report, cell) + "\n"));
            xml.writeEndElement();
        }
    }

    private void problem(String element, CellReport cell) throws XMLStreamException {
        String evidence = Diagnosis.evidence(report, cell);
        newLine(3);
        xml.writeStartElement(element);
        attribute("type", cell.outcome().name());
        attribute("message", cell.title() + ": " + evidence);
        xml.writeCharacters(XmlText.legal(evidence + "\nnext: "
                + Diagnosis.nextStep(report, cell).text(report, cell) + "\nattempts: " + cell.attempts() + samples(cell)
                + "\nrequests: " + String.join(" ", cell.evidence().requestIds()) + "\n"));
        xml.writeEndElement();
    }

    private static String samples(CellReport cell) {
        return cell.samples().isEmpty() ? "" : "\nsamples: " + Witnesses.counts(cell);
    }

    private static long sendMs(CellReport cell) {
        Long sendMs = cell.sendMs();
        return sendMs == null ? 0 : sendMs;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }

    private void open(int depth, String element) throws XMLStreamException {
        newLine(depth);
        xml.writeStartElement(element);
    }

    private void close(int depth) throws XMLStreamException {
        newLine(depth);
        xml.writeEndElement();
    }

    private void newLine(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.legal(value));
    }

    /** Makes text legal in XML 1.0, which cannot hold most control characters, even escaped. Errors of daemons may. */
    static final class XmlText {
        private XmlText() {}

        /** Replaces every illegal character, and every unpaired surrogate, by U+FFFD. */
        static String legal(String text) {
            StringBuilder legal = new StringBuilder(text.length());
            text.codePoints().forEach(character -> legal.appendCodePoint(isLegal(character) ? character : 0xFFFD));
            return legal.toString();
        }

        private static boolean isLegal(int character) {
            return character == '\t'
                    || character == '\n'
                    || character == '\r'
                    || (character >= 0x20 && character <= 0xD7FF)
                    || (character >= 0xE000 && character <= 0xFFFD)
                    || character >= 0x10000;
        }
    }
}
