package dev.x0xtest.coordinator.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.coordinator.report.format.ReportReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a bundle, and what is not. */
class BundleTest {
    private static final long MOST = 32L << 20;
    private static final String TOKEN = "c0ffee".repeat(10) + "1234";
    private static final String KEY = "5ec4e7".repeat(10) + "abcd";
    private static final String ENVIRONMENT = "canary-of-the-environment";
    private static final String SSH = "canary-of-ssh";
    private static final String PASSWORD = "canary-of-a-password";
    private static final String BEARER = "canary-of-a-header";
    private static final String PEM = "canaryOfAKey";
    private static final String OTHER = "bad0".repeat(16);
    private static final String CODED = "canary-in-base64";
    private static final String FLEET = "canary-of-the-fleet-file";
    private static final List<String> CANARIES =
            List.of(TOKEN, KEY, ENVIRONMENT, SSH, PASSWORD, BEARER, PEM, OTHER, CODED, FLEET);

    @TempDir
    private Path directory = Path.of("");

    private final ObjectMapper json = new ObjectMapper();

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a daemon may say in an error. */
    private static String said() {
        return "refused " + TOKEN + " and " + base64("x" + TOKEN) + ", " + hex(TOKEN) + "; token=" + OTHER
                + " password='"
                + PASSWORD + "' key " + KEY + " env " + ENVIRONMENT + " fleet " + FLEET + " coded "
                + base64("password=" + CODED) + "\nAuthorization: Bearer " + BEARER + "\nssh -o ProxyCommand=" + SSH
                + " root@host\n-----BEGIN PRIVATE KEY-----\n" + PEM + "\n-----END PRIVATE KEY-----\nunknown " + OTHER;
    }

    private Bundle.Terms terms(Path journal, @Nullable Path log, boolean anonymize) {
        Map<String, String> environment = new HashMap<>(Map.of("X0X_API_TOKEN", ENVIRONMENT, "HOME", "/nowhere"));
        return new Bundle.Terms(journal, log, anonymize, MOST, environment, null);
    }

    private Path planted() throws Exception {
        Path token = Files.writeString(directory.resolve("api-token"), TOKEN + "\n");
        Path fleet = Files.writeString(
                directory.resolve("fleet.toml"),
                "[nodes.nyc]\nhost = 'nyc.example.org'\nssh-options = [\"ProxyCommand=" + SSH + "\"]\ntoken = '" + FLEET
                        + "'\n");
        Files.writeString(directory.resolve("run.keys"), "{\"run\":\"x\",\"secret\":\"" + KEY + "\"}\n");
        return PlantedJournal.in(
                directory,
                said(),
                Map.of("--api-token-file", token.toString(), "--fleet", fleet.toString(), "--ssh-user", SSH));
    }

    private static void assertClean(Unpacked bundle) {
        String all = new String(bundle.tar(), StandardCharsets.ISO_8859_1);
        for (String canary : CANARIES) {
            List<String> forms =
                    new ArrayList<>(List.of(canary, hex(canary), hex(canary).toUpperCase(java.util.Locale.ROOT)));
            for (int before = 0; before < 3; before++) {
                String coded = base64("x".repeat(before) + canary);
                forms.add(coded.substring(4, coded.length() - 4));
            }
            assertThat(forms).allSatisfy(form -> assertThat(all).as(canary).doesNotContain(form));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noSecretIsInABundle(boolean anonymize) throws Exception {
        Path journal = planted();
        Path log = Files.writeString(
                directory.resolve("stderr.txt"), "12:00:00.000 WARN X first\n" + said() + "\nlast line\n");
        Path archive = directory.resolve("out.tar.gz");
        Bundle.Made made = Bundle.write(terms(journal, log, anonymize), archive, false);
        Unpacked bundle = Unpacked.of(archive);
        assertClean(bundle);
        assertThat(bundle.files().keySet())
                .containsExactly(
                        "README.txt",
                        "report.json",
                        "verdict.txt",
                        "diagnosis.txt",
                        "coordinator.log",
                        "nodes.json",
                        "messages.jsonl")
                .containsExactlyElementsOf(made.files());
        assertThat(made.removed()).isGreaterThan(20);
        assertThat(bundle.file("coordinator.log"))
                .startsWith("12:00:00.000 WARN X first\nrefused [removed]")
                .endsWith("last line\n");
        assertThat(bundle.file("README.txt")).contains("Left out: run.jsonl");
        ReportReader.of(json.readTree(bundle.file("report.json")));
        assertThat(bundle.file("messages.jsonl").lines()).allSatisfy(line -> json.readTree(line));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
    }

    @Test
    void aJournalWithoutSecretsIsInItAsItIs() throws Exception {
        Path run = Files.createDirectory(directory.resolve("run"));
        Path journal = Files.copy(PlantedJournal.kept("doubled"), run.resolve("run.jsonl"));
        Files.writeString(
                run.resolve("run.keys"), "{\"run\":\"d30478117e3d5cadb54d86fe86fa3d94\",\"secret\":\"" + KEY + "\"}\n");
        Path archive = directory.resolve("out.tar.gz");
        Bundle.Made made = Bundle.write(terms(journal, null, false), archive, false);
        Unpacked bundle = Unpacked.of(archive);
        assertThat(made.removed()).isZero();
        assertThat(bundle.file("run.jsonl")).isEqualTo(Files.readString(journal));
        JsonNode nodes = json.readTree(bundle.file("nodes.json"));
        assertThat(nodes.path(0)
                        .path("said")
                        .path("discover_reply")
                        .path("x0xd")
                        .asText())
                .isEqualTo("0.48.1");
        assertThat(bundle.file("messages.jsonl")).contains("\"action\":\"plan\"", "\"kind\":\"report\"", "\"row\":[{");
        assertThat(bundle.file("verdict.txt")).contains("from \\ to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-plans", "per-pair", "stopped", "doubled", "resumed"})
    void withoutNamesTheReportIsStillOne(String name) throws Exception {
        Path journal = PlantedJournal.kept(name);
        Path archive = directory.resolve("out.tar.gz");
        Bundle.write(terms(journal, null, true), archive, false);
        Unpacked bundle = Unpacked.of(archive);
        JsonNode real = json.readTree(PlantedJournal.report(journal));
        JsonNode shown = json.readTree(bundle.file("report.json"));
        assertThat(ReportReader.of(shown).totals().byOutcome())
                .isEqualTo(ReportReader.of(real).totals().byOutcome());
        String all = String.join("\n", bundle.files().values());
        for (int i = 0; i < real.path("roster").size(); i++) {
            JsonNode node = real.path("roster").path(i);
            String label = node.path("node").asText();
            String made = shown.path("roster").path(i).path("node").asText();
            assertThat(made).isEqualTo("node" + (i + 1));
            assertThat(Pattern.compile("(?<![A-Za-z0-9_-])" + label + "(?![A-Za-z0-9_-])")
                            .matcher(all)
                            .results())
                    .as(label)
                    .isEmpty();
            for (String id : List.of(
                    node.path("agent_id").asText(), node.path("machine_id").asText())) {
                assertThat(all).doesNotContain(id.isEmpty() || id.equals("null") ? "no such text" : id);
            }
        }
        assertThat(shown.path("host").asText()).isEmpty();
        assertThat(bundle.file("messages.jsonl")).contains("node1");
    }

    @Test
    void aFileThatIsThereStaysUnlessItIsToBeReplaced() throws Exception {
        Path archive = Files.writeString(directory.resolve("out.tar.gz"), "mine");
        Bundle.Terms terms = terms(PlantedJournal.kept("doubled"), null, false);
        assertThatThrownBy(() -> Bundle.write(terms, archive, false)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(archive).hasContent("mine");
        Bundle.write(terms, archive, true);
        assertThat(Unpacked.of(archive).files()).isNotEmpty();
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(archive);
        }
    }

    @Test
    void whatDoesNotFitIsNamed() throws Exception {
        Path journal = PlantedJournal.kept("stopped");
        Path archive = directory.resolve("out.tar.gz");
        Bundle.Terms small = new Bundle.Terms(journal, null, false, 40 << 10, Map.of(), null);
        Bundle.Made made = Bundle.write(small, archive, false);
        assertThat(Files.size(archive)).isLessThan(40 << 10);
        assertThat(made.files()).startsWith("README.txt");
        assertThat(made.leftOut()).isNotEmpty();
        assertThat(Unpacked.of(archive).file("README.txt")).contains("Left out: ");
    }

    @Test
    void everyTarReadsIt() throws Exception {
        Path archive = directory.resolve("out.tar.gz");
        Bundle.write(terms(PlantedJournal.kept("doubled"), null, false), archive, false);
        Process tar = new ProcessBuilder("tar", "-tvzf", archive.toString())
                .redirectErrorStream(true)
                .start();
        String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tar.waitFor()).as(listed).isZero();
        assertThat(listed).contains("-rw------- 0/0", "x0xtest-bundle/README.txt", "x0xtest-bundle/run.jsonl");
    }
}
