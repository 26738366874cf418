package dev.x0xtest.serve.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.serve.api.message.Caller;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    /** The SHA-256 of {@code abc}. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void findsATokenAndItsHash() {
        Tokens tokens = Tokens.parse(
                "t",
                "# who may\n\nann reader a-token-of-a-reader\r\n bob\toperator  sha256:" + ABC.toUpperCase(Locale.ROOT)
                        + "\n");
        assertThat(tokens.find("a-token-of-a-reader")).contains(new Caller("ann", Caller.Role.READER, true));
        assertThat(tokens.find("abc")).contains(new Caller("bob", Caller.Role.OPERATOR, true));
        assertThat(tokens.find("")).isEmpty();
        assertThat(tokens.find("sha256:" + ABC)).isEmpty();
        assertThat(tokens.find(ABC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nobody",
                "ann reader",
                "ann reader secret-short",
                "ann admin secret-that-is-long-enough",
                "ann reader secret-that-is-long-enough more",
                "a/b reader secret-that-is-long-enough",
                "ann reader secret-that-is-long-enough\nann operator secret-that-is-another",
                "ann reader sha256:secret",
                "ann reader secret-with-\u00e9-that-is-long"
            })
    void refusesAFileThatIsNotClearWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Tokens.parse("tokens file t", text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("tokens file t")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("\n");
    }
}
