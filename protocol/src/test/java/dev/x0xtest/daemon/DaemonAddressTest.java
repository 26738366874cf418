package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.daemon.rest.DaemonPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:12700, 127.0.0.1:12700, 127.0.0.1",
        "http://localhost:1/, localhost:1, localhost",
        "' http://[::1]:65535 ', [::1]:65535, ::1"
    })
    void hostAndPortAreTaken(String text, String authority, String host) {
        DaemonAddress address = DaemonAddress.parse(text);
        assertThat(address.authority()).isEqualTo(authority);
        assertThat(address.socketAddress().getHostString()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the address is empty: write http://HOST:PORT, such as http://127.0.0.1:12700",
                "127.0.0.1:12700 | '127.0.0.1:12700' does not start with http://: write http://127.0.0.1:12700",
                "localhost:80 | 'localhost:80' does not start with http://: write http://localhost:80",
                "https://127.0.0.1:1 | 'https://127.0.0.1:1' is https, but x0xd speaks plain http: write http://127.0.0.1:1",
                "ftp://x | 'ftp://x' starts with ftp://: write http://HOST:PORT, such as http://127.0.0.1:12700",
                "http://127.0.0.1 | 'http://127.0.0.1' has no port: write http://127.0.0.1:12700",
                "http://h:0 | 'http://h:0': a port must be between 1 and 65535, not 0",
                "http://h:99999 | 'http://h:99999': a port must be between 1 and 65535, not 99999",
                "http://h:99999999999 | 'http://h:99999999999': a port must be between 1 and 65535, not 99999999999",
                "http://h:abc | 'http://h:abc': a port is a number, not 'abc'",
                "http://h:1/path | 'http://h:1/path' has a path after the port: write http://h:1",
                "http://h:1?x | 'http://h:1?x' has a query after the port: write http://h:1",
                "http://h:1#x | 'http://h:1#x' has a fragment after the port: write http://h:1",
                "http://u:secret@h:1 | the address has a user name: write http://h:1, and give the token with --api-token-file",
                "http://h :1 | 'http://h :1' has no valid host name: write http://HOST:PORT, such as http://127.0.0.1:12700",
                "http:///x:1 | 'http:///x:1' has no valid host name: write http://HOST:PORT, such as http://127.0.0.1:12700",
                "http://[::1:1 | 'http://[::1:1' has no valid host name: write http://HOST:PORT, such as http://127.0.0.1:12700",
                "http://a_b:1 | 'http://a_b:1' has no valid host name: write http://HOST:PORT, such as http://127.0.0.1:12700",
            })
    void eachMistakeHasItsOwnSentence(String text, String message) {
        assertThatThrownBy(() -> DaemonAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void partsOfAPathCannotLeaveTheirPlace() {
        assertThat(DaemonPaths.of("groups", "../direct/send?x", "..", "a b+ü"))
                .isEqualTo("/groups/..%2Fdirect%2Fsend%3Fx/%2E%2E/a%20b%2B%C3%BC");
    }
}
