package dev.x0xtest.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void replacesTheFileAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("out.json"), "old and longer than the new text");

        WholeFile.write(file, "new \u2192");

        assertThat(file).hasContent("new \u2192");
        assertThat(names()).containsExactly("out.json");
    }

    @Test
    void aSymbolicLinkStaysOne() throws IOException {
        Path file = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

        WholeFile.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(file.resolve("child"), "x");

        assertThatThrownBy(() -> WholeFile.write(file, "new")).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("taken");
    }

    @Test
    void aDeviceIsWrittenToNotReplaced() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "no /dev/null here");

        WholeFile.write(device, "gone");

        assertThat(Files.isRegularFile(device)).isFalse();
        assertThat(WholeFile.problem(device)).isEmpty();
    }

    @Test
    void aLinkThatWaitsInItsWayIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        long pid = ProcessHandle.current().pid();
        for (String number : new String[] {"", "-0", "-1"}) {
            Files.createSymbolicLink(folder.resolve(".out.json." + pid + number + ".tmp"), victim);
        }

        WholeFile.write(folder.resolve("out.json"), "new");

        assertThat(victim).hasContent("precious");
        assertThat(folder.resolve("out.json")).hasContent("new").isRegularFile();
        assertThat(names()).hasSize(5);
    }

    @Test
    void aLinkThatAnotherUserPlantedUnderTheVeryNameIsNotFollowed() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a link away");
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path planted = Files.createSymbolicLink(folder.resolve("out.json"), victim);
        Files.setAttribute(planted, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThat(WholeFile.problem(planted))
                .hasValueSatisfying(why -> assertThat(why).startsWith(planted + " is a link of another user ("));
        assertThatThrownBy(() -> WholeFile.write(planted, "new")).isInstanceOf(IOException.class);
        assertThat(victim).hasContent("precious");
    }

    @Test
    void aNewFileTakesThePlaceOfALink() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("report.json"), victim);
        WholeFile.writeNew(link, out -> out.write("new"));
        assertThat(victim).hasContent("precious");
        assertThat(link).isRegularFile().hasContent("new");
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforehand() {
        assertThat(WholeFile.problem(folder.resolve("new.json"))).isEmpty();
        assertThat(WholeFile.problem(folder)).hasValue(folder + " is a directory");
        assertThat(WholeFile.problem(folder.resolve("no/such.json")))
                .hasValue("there is no directory " + folder.resolve("no"));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
