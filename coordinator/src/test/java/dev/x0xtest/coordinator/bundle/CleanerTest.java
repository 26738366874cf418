package dev.x0xtest.coordinator.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts lose something, and which do not. */
class CleanerTest {
    private static final String AGENT = "0a".repeat(32);

    private final Redactor redactor = new Redactor(List.of("s3cr3t-token"), Set.of(AGENT));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Api-Key: abcdef|X-Api-Key: [removed]",
                "a password=hunter22, b|a password=[removed], b",
                "{\"api_token\": \"abc def\", \"x\": 1}|{\"api_token\": [removed], \"x\": 1}",
                "Authorization: Basic QWxhZGRpbjpvcGVu|Authorization: [removed]",
                "got Bearer abcdefgh12345678 here|got Bearer [removed] here",
                "http://user:pw@host/x|http://[removed]@host/x",
                "ssh -i /home/a/key -p 22 h|ssh -i [removed] -p 22 h",
                "IdentityFile /home/a/id|IdentityFile [removed]",
                "see s3cr3t-token.|see [removed].",
                "see c3MzY3IzdC10b2tlbg here|see c3[removed]g here"
            })
    void whatLooksLikeASecretIsRemoved(String said, String shown) {
        assertThat(redactor.text(said)).isEqualTo(shown);
        assertThat(redactor.removed()).isPositive();
        assertThat(redactor.text(shown)).as("once").isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no answer to discovery in 4 s",
                "the token was refused",
                "agent 0a0a0a0a of run d30478117e3d5cadb54d86fe86fa3d94",
                "Connection refused: /127.0.0.1:42085; next attempt in 180 ms",
                "raw_quic_acked"
            })
    void plainWordsStay(String said) {
        assertThat(redactor.text(said)).isEqualTo(said);
        assertThat(redactor.text(AGENT)).isEqualTo(AGENT);
        assertThat(redactor.removed()).isZero();
    }

    @Test
    void theSecretsOfAFleetFileAreKnown(@TempDir Path directory) throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("tokens")).resolve("nyc.token"), "token-of-nyc");
        Path fleet = Files.writeString(directory.resolve("fleet.toml"), """
                [networks.test]
                token-file = "tokens/{node}.token"
                [nodes.nyc]
                host = "nyc.example.org"
                ssh-options = [
                  "ProxyJump=bastion",
                ]
                [nodes.sfo]
                """);
        Map<String, String> options = Map.of("--fleet", fleet.toString());
        Origin origin = new Origin("", "", "laptop", List.of(), options, Map.of());
        SecretSources sources = SecretSources.of(directory, origin, Map.of("MY_SECRET", "of-this-shell"), null);
        assertThat(sources.secrets())
                .containsExactlyInAnyOrder("token-of-nyc", "ProxyJump=bastion", "bastion", "of-this-shell");
        assertThat(sources.hosts()).containsExactlyInAnyOrder("nyc.example.org", "laptop");
    }

    @Test
    void thePairsKeepAllTheirFigures() {
        CellReport pair = new CellReport(
                new NodeLabel("nyc"),
                new NodeLabel("sfo"),
                CellOutcome.REFUSED,
                "a reason",
                "502 peer_disconnected",
                null,
                Map.of(CellOutcome.PROVEN, 4, CellOutcome.REFUSED, 2),
                6,
                7L,
                new CellReport.Spread(20, 240),
                new CellReport.Left(900L, 800L),
                false,
                1,
                List.of("retried"),
                new CellReport.Evidence("an error", "did not see it", "covered", "raw", List.of("an id")),
                List.of(new CellReport.Size(64, 3, 3, 0, 0), new CellReport.Size(4_096, 3, 1, 2, 0)));
        Report report = SampleReport.of("nyc", "sfo")
                .cells((from, to) -> from.equals("nyc"), (src, dst) -> pair)
                .build();
        Report clean = new Cleaner(new Redactor(List.of(), Set.of()), null).report(report);
        assertThat(clean.cells().iterator().next()).isEqualTo(pair);
    }

    @Test
    void theSameNameIsTheSameEverywhere() {
        Report report = SampleReports.blockedContact();
        Anonymizer anonymizer = new Anonymizer(report, List.of("vm-7"));
        Cleaner cleaner = new Cleaner(new Redactor(List.of(), Set.of()), anonymizer);
        String first = cleaner.text(
                "nyc at 203.0.113.9:5 is up, nyc-2 is not nyc; vm-7 http://box.example.org:1/ [2001:db8::7]");
        assertThat(first)
                .isEqualTo("node1 at 198.18.0.1:5 is up, nyc-2 is not node1; host1 http://host2:1/ [198.18.0.2]");
        assertThat(cleaner.text("203.0.113.9 and 127.0.0.1 and 12:00:00.000"))
                .isEqualTo("198.18.0.1 and 127.0.0.1 and 12:00:00.000");
        Report clean = cleaner.report(report);
        assertThat(ReportReader.of(ReportJson.tree(clean)).totals()).isEqualTo(report.totals());
        // The ids of the samples' requests hold labels; those of real ones are random.
        String text = ReportJson.text(clean).replaceAll("req-[a-z-]+", "");
        assertThat(text).doesNotContain("helsinki", "nuremberg").contains("node3");
    }
}
