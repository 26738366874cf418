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
import org.junit.jupiter.params.provider.ValueSource;

/** Tests reading of upstream's token files, as its deployment writes them and as people edit them. */
class TokensFileTest {
    private static final Path FILE = Path.of("tokens.env");
    private static final NodeLabel NYC = new NodeLabel("nyc");

    @Test
    void aHostOfManyLinesIsToldInAShortOne() {
        assertThatThrownBy(() -> parse("TEST_NYC_IP='a\n" + "b".repeat(2_000) + "'"))
                .isInstanceOf(UsageException.class)
                .message()
                .doesNotContain("\n")
                .hasSizeLessThan(200);
    }

    @Test
    void aNetworkWithALongNameIsAMistake() {
        assertThatThrownBy(() -> parse("T" + "ST".repeat(40) + "_NYC_IP=h"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not a network name");
    }

    private static TokensFile parse(String text) {
        return TokensFile.parse(FILE, text);
    }

    @Test
    void quotesCommentsExportsAndOtherAssignmentsAreUnderstood() {
        TokensFile file = parse("""
                # made by a deployment
                TEST_NYC_IP="192.0.2.1"
                TEST_NYC_TK="aaaa"   # of today
                export TEST_SAORSA_9_IP=192.0.2.9
                  TEST_SAORSA_9_TK='bbbb'\r
                PROD_NYC_IP=192.0.2.1
                PATH=$PATH:/bin
                HERE=$(dirname "$0")
                set -eu
                echo TEST_ROME_IP=1
                """);
        assertThat(file.nodes(Network.TEST))
                .containsEntry(NYC, new Entry("192.0.2.1", "aaaa"))
                .containsEntry(new NodeLabel("saorsa-9"), new Entry("192.0.2.9", "bbbb"))
                .hasSize(2);
        assertThat(file.nodes(Network.PROD)).containsEntry(NYC, new Entry("192.0.2.1", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEST_NYC_IP=h TEST_NYC_TK=abc#def",
                "TEST_NYC_IP=h; TEST_NYC_TK=abc#def # comment",
                "readonly TEST_NYC_IP=h TEST_NYC_TK=abc#def",
                "declare -x TEST_NYC_IP=h\ndeclare -rx TEST_NYC_TK='abc#def'",
                "typeset -x TEST_NYC_IP=h; typeset TEST_NYC_TK=\"abc#def\"",
                "local TEST_NYC_IP=h TEST_NYC_TK=abc#def",
                "export TEST_NYC_IP=h && export TEST_NYC_TK=abc#def",
                "export -- 'TEST_NYC_IP=h' \"TEST_NYC_TK=abc#def\"",
                "\ufeffTEST_NYC_IP=h\r\nTEST_NYC_TK=abc#def\r\n",
                "\ufeffexport TEST_NYC_IP=h\rTEST_NYC_TK=abc#def\r",
                "TEST_NYC_IP=h \\\n  TEST_NYC_TK=abc#\\\ndef",
                "TEST_NYC_IP=h\nTEST_NYC_TK=abc\\#def",
                "TEST_NYC_IP='h'\nTEST_NYC_TK=\"abc\"'#'de\"f\"",
                "TEST_NYC_IP=h\nTEST_NYC_TK=$'abc\\x23def\\n'",
                "TEST_NYC_IP=h\nTEST_NYC_TK=$\"abc#def\"",
                "TEST_NYC_IP=h\nTEST_NYC_TK=abc\nTEST_NYC_TK+='#def'",
                "HOST=h\nTEST_NYC_IP=$HOST\nX=abc\nTEST_NYC_TK=\"${X}#def\"",
                "HOST=h TEST_NYC_IP=$HOST TEST_NYC_TK=' abc#def '",
                "\tTEST_NYC_IP=h\t;;TEST_NYC_TK=abc#def",
                "TEST_NYC_IP=h\nTEST_NYC_TK=\"\nabc#def\n\"",
            })
    void isReadAsAShellReadsIt(String text) {
        if (text.contains(";;")) {
            assertThatThrownBy(() -> parse(text)).hasMessageContaining("tokens.env:1: ';;'");
            return;
        }
        assertThat(parse(text).nodes(Network.TEST)).hasSize(1).containsEntry(NYC, new Entry("h", "abc#def"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TEST_NYC_IP=a\\nTEST_NYC_IP=b    | tokens.env:2: TEST_NYC_IP is there twice, first at line 1",
                "TEST_NYC_IP=a\\nTEST_NYC_TK=\"\" | tokens.env:2: TEST_NYC_TK is empty",
                "TEST_NYC_IP=a\\nTEST_NYC_TK=     | tokens.env:2: TEST_NYC_TK is empty",
                "\\nTEST_NYC_TK=secret            | tokens.env:2: TEST_NYC_TK has no TEST_NYC_IP",
                "TEST___IP=a                      | tokens.env:1: TEST___IP: not a node label: '-'",
                "X=1\\nTEST_NYC_IP=$(secret)      | tokens.env:2: TEST_NYC_IP cannot be read: it needs a command to run",
                "TEST_NYC_IP=`secret`             | tokens.env:1: TEST_NYC_IP cannot be read: it needs a command to run",
                "TEST_NYC_IP=\"a$(secret)\"       | tokens.env:1: TEST_NYC_IP cannot be read: it needs a command to run",
                "TEST_NYC_IP=$IP                  | tokens.env:1: TEST_NYC_IP cannot be read: the file sets no variable IP above",
                "TEST_NYC_IP=${IP:-secret}        | tokens.env:1: TEST_NYC_IP cannot be read: it has an expansion other than $NAME",
                "IP=$(x)\\nTEST_NYC_IP=$IP        | tokens.env:2: TEST_NYC_IP cannot be read: it needs a command to run",
                "TEST_NYC_IP=a\\nTEST_NYC_TK='sec | tokens.env:2: the quote ' has no end",
                "TEST_NYC_IP=a\\nTEST_NYC_TK=\"sec | tokens.env:2: the quote \" has no end",
                "TEST_NYC_IP = secret             | tokens.env:1: TEST_NYC_IP stands alone: write NAME=VALUE without blanks",
                "TEST_NYC_IP: secret              | tokens.env:1: 'TEST_NYC_IP:' is not an assignment, and nothing is executed",
                "TEST-NYC-IP=secret               | tokens.env:1: 'TEST-NYC-IP' is not an assignment, and nothing is executed",
                "source secret                    | tokens.env:1: 'source' is not an assignment, and nothing is executed",
                "if true; then TEST_NYC_IP=a; fi  | tokens.env:1: 'if' is not an assignment, and nothing is executed",
                "TEST_NYC_IP=a ssh x              | tokens.env:1: TEST_NYC_IP holds for one command only, and nothing is executed",
                "unset TEST_NYC_IP                | tokens.env:1: 'unset' of TEST_NYC_IP is not read",
                "declare -a TEST_NYC_IP=(a)       | tokens.env:1: '(' is not read here",
                "TEST_NYC_IP=(a)                  | tokens.env:1: '(' is not read here",
                "TEST_NYC_IP=a &                  | tokens.env:1: '&' is not read here",
                "cat <<E\\nTEST_NYC_IP=a\\nE      | tokens.env:1: '<' is not read here",
                "test_nyc_ip=a                    | tokens.env:1: test_nyc_ip: write it in capital letters",
                "export Test_Nyc_TK=secret        | tokens.env:1: Test_Nyc_TK: write it in capital letters",
                "TEST_NYC_IP=a\\nTEST_NYC_TK='sec ret' | tokens.env:2: the token of TEST_NYC_TK has a character that no token can have, at position 4",
                "TEST_NYC_IP='a b'                | tokens.env:1: TEST_NYC_IP: 'a b' is not a host name or address",
                "TEST_NYC_TK= secret              | tokens.env:1: TEST_NYC_TK is empty: write its value behind = without a blank",
                "secret                           | tokens.env:1: this is not an assignment, and nothing is executed",
                "TEST_NYC_TK:secret               | tokens.env:1: 'TEST_NYC_TK:' is not an assignment, and nothing is executed",
                "return 0\\nTEST_NYC_IP=a         | tokens.env:1: 'return' is not an assignment, and nothing is executed",
                "export TEST_NYC_IP               | tokens.env:1: TEST_NYC_IP has no value",
                "export \"$X=secret\"             | tokens.env:1: 'export' of a name that is not plain is not read",
            })
    void whatCannotBeReadIsNamedWithoutItsSecret(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
                .isInstanceOf(UsageException.class)
                .message()
                .startsWith(message)
                .doesNotContain("secret", "sec ret", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"||", "|", "&", "(", ">", "<", ";;"})
    void anOperatorThatNeedsAShellIsRefused(String operator) {
        assertThatThrownBy(() -> parse("X=1\nTEST_NYC_IP=a " + operator + " TEST_NYC_TK=b"))
                .isInstanceOf(UsageException.class)
                .hasMessage("tokens.env:2: '" + operator + "' is not read here");
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
