package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --keep} suggests does what it says: a person sees M and R, and then a mesh as it was. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DrivingHintsTest {
    private static final Pattern CURL =
            Pattern.compile(" {2}curl -X PATCH (\\S+) -H \"Authorization: Bearer \\$\\(cat (\\S+)\\)\" .* -d '(.*)'");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theSuggestedBlockMakesTwoRedCellsAndItsUndoMendsThem() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(4)) {
            List<String> lines = DrivingHints.of(mesh.nodes(), "...");
            List<String> curls =
                    lines.stream().filter(line -> line.contains("curl")).toList();
            assertThat(curls).hasSize(2);
            assertThat(lines).anyMatch(line -> line.contains("shows M from sfo to helsinki, and R back"));

            execute(curls.get(0));
            CommandRun broken = CommandRun.matrix(mesh, directory.resolve("broken"));
            assertThat(broken.exit()).isEqualTo(1);
            assertThat(broken.unproven())
                    .hasSize(2)
                    .anyMatch(cell -> cell.startsWith("helsinki>sfo REFUSED"))
                    .anyMatch(cell -> cell.startsWith("sfo>helsinki MISSING"));

            execute(curls.get(1));
            assertThat(CommandRun.matrix(mesh, directory.resolve("mended")).exit())
                    .isZero();
        }
    }

    @Test
    void twoNodesHaveNoPairWithoutTheAnchorToBreak() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(2)) {
            assertThat(DrivingHints.of(mesh.nodes(), "...")).noneMatch(line -> line.contains("curl"));
        }
    }

    private static void execute(String curl) throws Exception {
        Matcher parts = CURL.matcher(curl);
        assertThat(parts.matches()).as(curl).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(parts.group(1)))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(Path.of(parts.group(2))).strip())
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(parts.group(3)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
