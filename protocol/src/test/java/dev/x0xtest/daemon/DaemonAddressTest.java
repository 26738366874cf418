package dev.x0xtest.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.daemon.rest.DaemonPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:12700",
                "https://127.0.0.1:1",
                "http://127.0.0.1",
                "http://h:0",
                "http://h:70000",
                "http://h:1/path",
                "http://u@h:1",
                "http://h:1?x",
                "http://h:1#x",
                "http://h :1",
                "http:///x:1"
            })
    void anythingElseIsOneClearLine(String text) {
        assertThatThrownBy(() -> DaemonAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("is not of the form http://host:port")
                .hasMessageNotContaining("\n");
    }

    @Test
    void partsOfAPathCannotLeaveTheirPlace() {
        assertThat(DaemonPaths.of("groups", "../direct/send?x", "..", "a b+ü"))
                .isEqualTo("/groups/..%2Fdirect%2Fsend%3Fx/%2E%2E/a%20b%2B%C3%BC");
    }
}
