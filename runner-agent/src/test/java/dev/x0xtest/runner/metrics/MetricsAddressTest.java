package dev.x0xtest.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9464, 127.0.0.1, 9464",
        "127.8.8.8:0, 127.8.8.8, 0",
        "' localhost:1 ', 127.0.0.1, 1",
        "[::1]:65535, 0:0:0:0:0:0:0:1, 65535"
    })
    void loopbackIsTaken(String text, String host, int port) {
        assertThat(MetricsAddress.parse("--metrics", text, false)).satisfies(address -> {
            assertThat(address.getAddress().getHostAddress()).startsWith(host);
            assertThat(address.getPort()).isEqualTo(port);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9464", "192.0.2.1:9464", "[::]:9464", "[2001:db8::1]:1"})
    void whatOthersReachHasToBeMeant(String text) {
        assertThatThrownBy(() -> MetricsAddress.parse("--metrics", text, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not loopback")
                .hasMessageContaining("--metrics-beyond-loopback")
                .hasMessageNotContaining("\n");
        assertThat(MetricsAddress.parse("--metrics", text, true).getPort()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9464",
                ":9464",
                "127.0.0.1",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "::1:9464",
                "example.org:1",
                "[::1]",
                "a b:1"
            })
    void anythingElseIsOneClearLine(String text) {
        assertThatThrownBy(() -> MetricsAddress.parse("--metrics", text, true))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--metrics: write an IP address and a port")
                .hasMessageNotContaining("\n");
    }
}
