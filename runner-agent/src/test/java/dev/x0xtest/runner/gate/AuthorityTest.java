package dev.x0xtest.runner.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Power;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final AgentId ID_A = new AgentId(A);
    private static final AgentId ID_B = new AgentId(B);

    @Test
    void withoutACoordinatorNobodyIsObeyed() {
        Authority authority = Authority.parse(List.of());
        assertThat(authority.lists(ID_A)).isFalse();
        assertThat(authority.describe()).isEqualTo("obeys no coordinator: give --coordinator ID");
    }

    @Test
    void measureAndPairwiseAreTheDefault() {
        Authority authority = Authority.parse(List.of(A));
        assertThat(authority.describe()).isEqualTo("obeys " + A + "=measure,pairwise");
        assertThat(authority.grants(ID_A, Power.CONTACTS)).isFalse();
        assertThat(authority.grants(ID_B, Power.MEASURE)).isFalse();
    }

    @Test
    void onlyTheNamedPowersAreGranted() {
        Authority authority = Authority.parse(List.of(A + "=contacts,groups", B + "=measure"));
        assertThat(authority.describe()).isEqualTo("obeys " + A + "=contacts,groups " + B + "=measure");
        assertThat(authority.grants(ID_A, Power.MEASURE)).isFalse();
    }

    @Test
    void itemsSplitAtCommasMeanTheSame() {
        assertThat(Authority.parse(List.of(A + "=contacts", "groups", B)).describe())
                .isEqualTo(Authority.parse(List.of(A + "=contacts,groups," + B)).describe());
    }

    @Test
    void theSameIdTwiceHasThePowersOfBoth() {
        Authority authority =
                Authority.parse(List.of(A + "=measure", A.toUpperCase(java.util.Locale.ROOT) + "=groups"));
        assertThat(authority.describe()).isEqualTo("obeys " + A + "=measure,groups");
    }

    @Test
    void anUnknownPowerOrABadIdIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.parse(List.of(A + "=root")))
                .withMessageContaining("'root' is not a power");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.parse(List.of("abc")))
                .withMessageContaining("'abc' is neither an agent id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.parse(List.of("measure")))
                .withMessageContaining("'measure' is neither an agent id");
    }
}
