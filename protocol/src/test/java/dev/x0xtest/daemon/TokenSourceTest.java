package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(source.replacementFor("first").join()).contains("second");
        assertThat(source.current()).isEqualTo("second");
        assertThat(source.replacementFor("second").join()).isEmpty();
    }

    @Test
    void whoComesLateWithARefusedTokenGetsTheOneAlreadyReplaced() throws IOException, TokenSource.TokenException {
        Path file = Files.writeString(folder.resolve("api-token"), "first");
        TokenSource source = TokenSource.file(file);
        assertThat(source.current()).isEqualTo("first");
        Files.writeString(file, "second");
        assertThat(source.replacementFor("first").join()).contains("second");
        Files.delete(file);
        assertThat(source.replacementFor("first").join()).contains("second");
    }

    @Test
    void aTokenIsReadAgainFromItsPlaceOnceForEachThatIsRefused() throws TokenSource.TokenException {
        List<String> place = new ArrayList<>(List.of("second\n", "second\n", "third"));
        TokenSource source = TokenSource.reread("first", () -> place.remove(0), "the host", Runnable::run);
        assertThat(source.current()).isEqualTo("first");
        assertThat(source.replacementFor("first").join()).contains("second");
        assertThat(source.current()).isEqualTo("second");
        assertThat(source.replacementFor("first").join()).contains("second");
        assertThat(source.replacementFor("second").join()).isEmpty();
        assertThat(source.replacementFor("second").join())
                .as("not read a second time")
                .isEmpty();
        assertThat(place).containsExactly("third");
    }

    @Test
    void aPlaceThatCannotBeReadIsTriedAgain() throws TokenSource.TokenException {
        List<String> place = new ArrayList<>(List.of("two words", "second"));
        TokenSource source = TokenSource.reread("first", () -> place.remove(0), "the host", Runnable::run);
        assertThat(source.replacementFor("first").join()).isEmpty();
        assertThat(source.current()).isEqualTo("first");
        assertThat(source.replacementFor("first").join()).contains("second");
    }

    @Test
    void callsThatAreRefusedTogetherShareOneReading() {
        List<Runnable> queued = new ArrayList<>();
        TokenSource source = TokenSource.reread("first", () -> "second", "the host", queued::add);
        var one = source.replacementFor("first");
        var other = source.replacementFor("first");
        assertThat(queued).hasSize(1);
        assertThat(one).isNotDone();
        queued.get(0).run();
        assertThat(one.join()).contains("second");
        assertThat(other.join()).contains("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc\n", "abc\r", "abc\r\n", " abc\t", "\ufeffabc", "\ufeff abc\n\n", "\u00a0abc\u00a0"})
    void whatStandsAroundATokenIsNotPartOfIt(String text) throws IOException, TokenSource.TokenException {
        Path file = Files.writeString(folder.resolve("api-token"), text);
        assertThat(TokenSource.file(file).current()).isEqualTo("abc");
        assertThat(TokenSource.literal(text, "X0X_API_TOKEN").current()).isEqualTo("abc");
        assertThat(TokenSource.fileOrLiteral(text, "X0X_API_TOKEN", Path::of).current())
                .isEqualTo("abc");
        assertThat(TokenSource.fileOrLiteral(file + "\n", "X0X_API_TOKEN", Path::of)
                        .current())
                .isEqualTo("abc");
    }

    @Test
    void aTokenThatIsTooLongIsNotCutInSilence() throws IOException {
        Path file = Files.writeString(folder.resolve("api-token"), "a".repeat(5000));
        assertThatThrownBy(TokenSource.file(file)::current)
                .hasMessage("token file " + file + " is longer than 4096 bytes: is it the api-token file of x0xd?");
    }

    @Test
    void anEmptyTokenIsSaidWithItsSource() throws IOException {
        for (String text : new String[] {"", " \n", "\ufeff", "\r\n"}) {
            Path file = Files.writeString(folder.resolve("api-token"), text);
            assertThatThrownBy(TokenSource.file(file)::current)
                    .isInstanceOf(TokenSource.TokenException.class)
                    .hasMessage("token file " + file + " is empty");
            assertThatThrownBy(TokenSource.literal(text, "X0X_API_TOKEN")::current)
                    .hasMessage("the token of X0X_API_TOKEN is empty");
        }
    }

    @Test
    void unprintableTokensAreRefusedWithoutShowingThem() throws IOException {
        for (String text : new String[] {"two words", "\u00fcmlaut", "a\u0007b", "a\nb"}) {
            Path file = Files.writeString(folder.resolve("api-token"), text);
            assertThatThrownBy(TokenSource.file(file)::current)
                    .isInstanceOf(TokenSource.TokenException.class)
                    .message()
                    .startsWith("token file " + file + " has a character that no token can have")
                    .doesNotContain(text, "mlaut", "words");
            assertThatThrownBy(TokenSource.literal(text, "X0X_API_TOKEN")::current)
                    .message()
                    .startsWith("the token of X0X_API_TOKEN has a character that no token can have")
                    .doesNotContain(text, "mlaut", "words");
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
        assertThat(TokenSource.fileOrLiteral(file.toString(), "X0X_API_TOKEN", Path::of)
                        .current())
                .isEqualTo("from-file");
        assertThat(TokenSource.fileOrLiteral("0123456789abcdef", "X0X_API_TOKEN", Path::of)
                        .current())
                .isEqualTo("0123456789abcdef");
        assertThatThrownBy(TokenSource.fileOrLiteral("/no/such/file", "X0X_API_TOKEN", Path::of)::current)
                .hasMessage("token file /no/such/file: no such file");
        assertThat(TokenSource.fileOrLiteral("a\0b", "X0X_API_TOKEN", Path::of)
                        .replacementFor("x")
                        .join())
                .isEmpty();
    }
}
