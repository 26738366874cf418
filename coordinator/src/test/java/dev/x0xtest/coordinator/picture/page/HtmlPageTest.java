package dev.x0xtest.coordinator.picture.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.picture.HostileReport;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page as text; a browser reads it in deploy/browser. */
class HtmlPageTest {
    private static final int MEGABYTE = 1_000_000;

    private static String page(Report report) throws IOException {
        StringBuilder out = new StringBuilder();
        HtmlPage.write(Sheet.of(new Judged(report)), out);
        return out.toString();
    }

    private static List<String> all(String regex, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void theVerdictAndTheCausesComeFirst() throws IOException {
        String page = page(SampleReports.blockedContact());
        assertThat(page.indexOf("28 of 30 pairs proven")).isPositive();
        assertThat(page.indexOf("helsinki takes nothing from nuremberg"))
                .isPositive()
                .isLessThan(page.indexOf("role=\"grid\""));
        assertThat(all("<td id=\"(c\\d-\\d)\"", page)).hasSize(30);
        assertThat(page).contains("aria-label=\"nuremberg to helsinki: missing; back: refused\"");
    }

    @Test
    void aNodeThatWasNotReadyHasACard() throws IOException {
        assertThat(page(SampleReports.silentNode()))
                .contains("sfo was not ready", "no answer to discovery in 30 s", "10 pairs are not proven");
    }

    @Test
    void aHealthyRunSaysSo() throws IOException {
        assertThat(page(SampleReports.pass())).contains("All 30 pairs proven", "Nothing: every pair is proven");
    }

    @Test
    void everyPairThatIsNotProvenIsReadableWithoutScript() throws IOException {
        Report report = SampleReports.everyOutcome();
        List<String> rows = all("<tr id=\"(p\\d+-\\d+)\"", page(report));
        assertThat(rows).hasSize(report.totals().refuted() + report.totals().unobserved());
    }

    @Test
    void thePolicyAllowsThisStyleAndThisScriptAlone() throws IOException, NoSuchAlgorithmException {
        String page = page(SampleReports.blockedContact());
        String policy =
                all("Content-Security-Policy\" content=\"([^\"]*)\"", page).get(0);
        String style = all("<style>(.*?)</style>", page).get(0);
        String script = all("<script>(.*?)</script>", page).get(0);
        assertThat(policy)
                .contains("default-src 'none'", "style-src '" + hash(style) + "'", "script-src '" + hash(script) + "'")
                .doesNotContain("unsafe");
        assertThat(page).doesNotContain(" style=", " onclick=").doesNotContainPattern("(src|href)=\"(?!data:|#)");
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(sum);
    }

    @Test
    void whatNodesSayStaysText() throws IOException {
        for (int nodes : new int[] {4, 70}) {
            String page = page(HostileReport.of(nodes));
            assertThat(all("<(script)", page)).hasSize(2);
            assertThat(all("</(script)", page)).hasSize(2);
            assertThat(all("</(style)", page)).hasSize(1);
            assertThat(all("</(title)", page)).hasSize(1);
            assertThat(page).doesNotContain("<img src=x", "\u001b", "\u202e").contains("&lt;script&gt;window.evil=1");
        }
    }

    @Test
    void threeHundredNodesFitAMegabyteAndTheListHasABound() throws IOException {
        String[] labels = IntStream.rangeClosed(1, 300)
                .mapToObj(number -> String.format(Locale.ROOT, "rack%03d.example-site.net", number))
                .toArray(String[]::new);
        Report report = SampleReport.of(labels)
                .cells(
                        (src, dst) -> src.endsWith("7.example-site.net"),
                        (src, dst) -> CellReport.notRun(src, dst, "source not ready: no answer to discovery in 30 s"))
                .cells((src, dst) -> src.equals(labels[0]), SampleCells::refusedByTimeout)
                .build();
        String page = page(report);
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(MEGABYTE);
        assertThat(all("<tr id=\"(p\\d+-\\d+)\"", page)).hasSize(1_000).startsWith("p0-1");
        assertThat(page).contains("8,269 more are left out here");
        assertThat(all("(<img )", page)).hasSize(2);
    }
}
