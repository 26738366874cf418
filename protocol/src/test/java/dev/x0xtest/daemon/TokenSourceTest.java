package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSourceTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void aFileIsReadWhenFirstNeededAndAnewWhenRefused() throws IOException, TokenSource.TokenException {
        Path file = folder.resolve("api-token");
        TokenSource source = TokenSource.file(file);
        assertThatThrownBy(source::current)
                .isInstanceOf(TokenSource.TokenException.class)
                .hasMessage("token file " + file + ": no such file");
        Files.writeString(file, "first\n");
        assertThat(source.current()).isEqualTo("first");
        Files.writeString(file, "second\n");
        assertThat(source.current()).as("cached").isEqualTo("first");
        assertThat(source.replacementFor("first")).contains("second");
        assertThat(source.current()).isEqualTo("second");
        assertThat(source.replacementFor("second")).isEmpty();
    }

    @Test
    void whoComesLateWithARefusedTokenGetsTheOneAlreadyReplaced() throws IOException, TokenSource.TokenException {
        Path file = Files.writeString(folder.resolve("api-token"), "first");
        TokenSource source = TokenSource.file(file);
        assertThat(source.current()).isEqualTo("first");
        Files.writeString(file, "second");
        assertThat(source.replacementFor("first")).contains("second");
        Files.delete(file);
        assertThat(source.replacementFor("first")).contains("second");
    }

    @Test
    void emptyOrUnprintableTokensAreRefusedWithoutShowingThem() throws IOException {
        for (String text : new String[] {"", " \n", "two words", "ümlaut", "a\u0007b"}) {
            Path file = Files.writeString(folder.resolve("api-token"), text);
            assertThatThrownBy(TokenSource.file(file)::current)
                    .isInstanceOf(TokenSource.TokenException.class)
                    .hasMessage("token file " + file + ": empty, or not a token");
            assertThatThrownBy(TokenSource.literal(text)::current)
                    .isInstanceOf(TokenSource.TokenException.class)
                    .hasMessage("the API token given is empty or has characters a token cannot have");
        }
    }

    @Test
    void aDirectoryIsOneClearLine() {
        assertThatThrownBy(TokenSource.file(folder)::current)
                .isInstanceOf(TokenSource.TokenException.class)
                .hasMessageStartingWith("token file " + folder + ": ");
    }

    @Test
    void aFileOrATokenIsTakenForWhatItIs() throws IOException, TokenSource.TokenException {
        Path file = Files.writeString(folder.resolve("api-token"), "from-file");
        assertThat(TokenSource.fileOrLiteral(file.toString()).current()).isEqualTo("from-file");
        assertThat(TokenSource.fileOrLiteral("0123456789abcdef").current()).isEqualTo("0123456789abcdef");
        assertThatThrownBy(TokenSource.fileOrLiteral("/no/such/file")::current)
                .hasMessage("token file /no/such/file: no such file");
        assertThat(TokenSource.fileOrLiteral("a\0b").replacementFor("x")).isEmpty();
    }
}
