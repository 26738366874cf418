package dev.x0xtest.coordinator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.fleet.TokensFile.Entry;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests reading of upstream's token files, as its deployment writes them and as people edit them. */
class TokensFileTest {
    private static final Path FILE = Path.of("tokens.env");

    private static TokensFile parse(String text) {
        return TokensFile.parse(FILE, text);
    }

    @Test
    void quotesCommentsExportsAndOtherLinesAreUnderstood() {
        TokensFile file = parse("""
                # made by a deployment
                TEST_NYC_IP="192.0.2.1"
                TEST_NYC_TK="aaaa"   # of today
                export TEST_SAORSA_9_IP=192.0.2.9
                  TEST_SAORSA_9_TK='bbbb'\r
                PROD_NYC_IP=192.0.2.1
                PATH=/bin
                echo TEST_ROME_IP=1
                """);
        assertThat(file.nodes(Network.TEST))
                .containsEntry(new NodeLabel("nyc"), new Entry("192.0.2.1", "aaaa"))
                .containsEntry(new NodeLabel("saorsa-9"), new Entry("192.0.2.9", "bbbb"))
                .hasSize(2);
        assertThat(file.nodes(Network.PROD)).containsEntry(new NodeLabel("nyc"), new Entry("192.0.2.1", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TEST_NYC_IP=a\\nTEST_NYC_IP=b    | tokens.env:2: TEST_NYC_IP is there twice",
                "TEST_NYC_IP=a\\nTEST_NYC_TK=\"\" | tokens.env:2: TEST_NYC_TK is empty",
                "TEST_NYC_TK=secret               | TEST_NYC_TK has no TEST_NYC_IP",
                "TEST___IP=a                      | not a node label: '-'",
            })
    void aContradictionIsNamedWithoutItsSecret(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void theWrongNetworksFileIsSaid() {
        assertThatThrownBy(() -> parse("PROD_NYC_IP=a\n").nodes(Network.TEST))
                .hasMessage("tokens.env has no line TEST_…_IP; it is of network prod");
        assertThatThrownBy(() -> parse("").nodes(new NetworkName("lab"))).hasMessageContaining("LAB_…_IP");
    }

    @Test
    void aTokenIsNotPrinted() {
        assertThat(new Entry("192.0.2.1", "secret").toString()).doesNotContain("secret");
    }
}
