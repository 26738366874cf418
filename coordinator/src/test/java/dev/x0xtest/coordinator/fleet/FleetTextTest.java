package dev.x0xtest.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a fleet file reads back as the fleet that was written. */
class FleetTextTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aFleetThatIsWrittenIsReadAsTheSame() throws IOException {
        Path file = Files.writeString(directory.resolve("fleet.toml"), """
                anchors = ["b.c", "a"]
                [defaults]
                ssh = "/opt/ssh"
                [networks.test]
                hold = "1500ms"
                tokens-file = "/elsewhere/t.env"
                [networks.prod]
                token-file = "tokens/{node}"
                banner = "say \\"no\\"\\t\\\\"
                [networks.lab]
                api-port = 1
                token-on-host = "/x y"
                [nodes.a]
                host = "::1"
                port = 22
                ssh-options = ["ProxyCommand=nc \\"%h\\" %p"]
                labels = { region = "us", "odd key" = "ö" }
                networks.test = {}
                networks.prod.api-port = 7
                networks.lab.agent = "ID"
                [nodes."b.c"]
                host = "b"
                user = "ops"
                """.replace("ID", "0a".repeat(32)));
        Fleet read = FleetFile.read(file);
        String text = FleetText.of(read, directory);
        assertThat(FleetFile.read(Files.writeString(file, text))).as(text).isEqualTo(read);
        assertThat(text).contains("token-file = \"tokens/{node}\"");
    }
}
