package dev.x0xtest.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.x0xtest.wire.AgentId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopKeyTest {
    private static final String RUN = "00112233445566778899aabbccddeeff";
    private static final AgentId SOURCE = new AgentId("ab".repeat(32));
    private static final HopId ID = new HopId(RUN, 0, 1, 0, 1);

    private static byte[] columnKey() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** An independent program computed the expected values. */
    @Test
    void keyAndDigestAreTheOnesThatAreWrittenDown() {
        HopKey key = HopKey.of(columnKey(), SOURCE);
        assertThat(key.hex()).isEqualTo("de295e728712be63b6352907b1f77cbb");
        assertThat(key.digest(ID, bytes("payload|with bars"))).isEqualTo("56dd2e7aae45490ab3c322c74d918ba8");
    }

    @Test
    void aKeyOfAnotherSourceProvesNothing() {
        HopKey key = HopKey.of(columnKey(), SOURCE);
        HopKey other = HopKey.of(columnKey(), new AgentId("cd".repeat(32)));
        String digest = key.digest(ID, bytes("p"));
        assertThat(key.verifies(ID, bytes("p"), digest)).isTrue();
        assertThat(other.verifies(ID, bytes("p"), digest)).isFalse();
        assertThat(key.verifies(ID, bytes("q"), digest)).isFalse();
        assertThat(key.verifies(new HopId(RUN, 0, 1, 0, 2), bytes("p"), digest)).isFalse();
        assertThat(key.verifies(ID, bytes("p"), "no digest")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "de295e728712be63b6352907b1f77cbb0",
                "DE295E728712BE63B6352907B1F77CBB",
                "zz0102030405060708090a0b0c0d0e0f"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HopKey.ofHex(text));
    }

    @Test
    void idsAreReadAsTheyAreWritten() {
        HopId id = new HopId(RUN, 999, 0, 99, 10);
        assertThat(id.text()).isEqualTo(RUN + ".999.0.99.10");
        assertThat(HopId.parse(id.text())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4f9d2c1e-7a60-4d0b-9a55-0c1d2e3f4a5b",
                RUN,
                RUN + ".1.2.0",
                RUN + ".1.2.0.0",
                RUN + ".01.2.0.1",
                RUN + ".1.2.0.1.",
                RUN + ".-1.2.0.1",
                RUN + ".10000.2.0.1",
                "00112233445566778899AABBCCDDEEFF.1.2.0.1",
                RUN + ".99999999999999999999.2.0.1"
            })
    void otherIdsAreNotOfAPlan(String text) {
        assertThat(HopId.parse(text)).isEqualTo(Optional.empty());
    }
}
