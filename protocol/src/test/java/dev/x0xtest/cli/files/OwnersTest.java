package dev.x0xtest.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class OwnersTest {
    private static final int SOMEBODY = 65534;
    private static final int ANOTHER = 65533;

    @TempDir
    private Path folder = Path.of("");

    private int owner;

    @BeforeEach
    void ofSomebody() throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            Files.setAttribute(folder, "unix:uid", SOMEBODY);
        }
        owner = (Integer) Files.getAttribute(folder, "unix:uid");
    }

    @Test
    void aDirectoryIsForItsOwnerAndForRoot() {
        assertThat(Owners.foreign(folder, owner)).isEmpty();
        assertThat(Owners.foreign(folder, 0)).isEmpty();
        assertThat(Owners.foreign(folder, owner + 1).orElse("")).startsWith("belongs to another user (");
        assertThat(Owners.foreign(Path.of("/usr"), owner)).as("root's").isEmpty();
        assertThat(Owners.foreign(folder.resolve("missing"), owner)).isEmpty();
    }

    @Test
    void aLinkOfOthersWhereEverybodyWritesIsNotFollowed() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a link away");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        Files.setAttribute(link, "unix:uid", ANOTHER, LinkOption.NOFOLLOW_LINKS);
        assertThat(Owners.planted(link, owner)).as("in a private directory").isEmpty();
        Files.setAttribute(folder, "unix:mode", 01777);
        assertThat(Owners.planted(link, ANOTHER)).as("one's own").isEmpty();
        assertThat(Owners.planted(link, owner).orElse(""))
                .startsWith("is a link of another user (")
                .endsWith(") in a directory that everybody can write to");
        Files.setAttribute(link, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
        assertThat(Owners.planted(link, ANOTHER)).as("of the directory's owner").isEmpty();
        assertThat(Owners.planted(folder.resolve("missing"), owner)).isEmpty();
    }
}
