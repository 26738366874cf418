package dev.x0xtest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void anAgentIdIs64LowerCaseHexadecimalCharacters() {
        AgentId id = new AgentId("0123456789abcdef".repeat(4));
        assertThat(id.short8()).isEqualTo("01234567");
        assertThat(id).hasToString(id.hex());
        assertThat(AgentId.parse(id.hex().toUpperCase(Locale.ROOT))).contains(id);
    }

    @Test
    void anythingElseIsNone() {
        assertThat(AgentId.parse(null)).isEmpty();
        assertThat(AgentId.parse("a1")).isEmpty();
        assertThat(AgentId.parse("g1".repeat(32))).isEmpty();
        assertThat(AgentId.parse("a".repeat(65))).isEmpty();
        assertThatThrownBy(() -> new AgentId("A1".repeat(32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an agent id is 64 lower-case hexadecimal characters, not 'A1A1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nyc", "saorsa-9", "0", "a.b_c-d", "abcdefghijklmnopqrstuvwxyz012345"})
    void readsNodeLabels(String text) {
        assertThat(NodeLabel.parse(text)).contains(new NodeLabel(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NYC", "-a", ".a", "a b", "a|b", "*", "a\n", "abcdefghijklmnopqrstuvwxyz0123456"})
    void refusesWhatIsNoNodeLabel(String text) {
        assertThat(NodeLabel.parse(text)).isEmpty();
        assertThatThrownBy(() -> new NodeLabel(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a node label: '")
                .hasMessageNotContaining("\n");
    }
}
