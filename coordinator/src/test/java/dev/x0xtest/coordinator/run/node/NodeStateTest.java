package dev.x0xtest.coordinator.run.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NodeLabel;
import org.junit.jupiter.api.Test;

/** Tests the table of phases in {@link NodeState}: the legal moves, and moves that would be a defect. */
class NodeStateTest {
    private final Coverage.Baseline baseline = new Coverage.Baseline(null, 1);
    private final NodeState node = new NodeState(0, new RunConfig.Node(new NodeLabel("n0"), null), false);

    private void find() {
        node.found("ee".repeat(32), null, Channel.DM, 0);
    }

    @Test
    void aFoundNodeBecomesReadyAndItsBaselineIsRenewed() {
        find();
        node.ready(baseline);
        assertThat(node.phase()).isEqualTo(NodeState.Phase.READY);
        Coverage.Baseline newer = new Coverage.Baseline(null, 2);
        node.ready(newer);
        assertThat(node.baseline()).isEqualTo(newer);
    }

    @Test
    void aNodeIsFoundOnceAndReadyOnlyAfterThat() {
        assertThatIllegalStateException().isThrownBy(() -> node.ready(baseline)).withMessageContaining("n0 is SOUGHT");
        find();
        assertThatIllegalStateException().isThrownBy(this::find);
    }

    @Test
    void givenUpIsFinalAndAReadyNodeIsNotGivenUp() {
        find();
        node.giveUp("no answer");
        assertThat(node.givenUp()).isEqualTo("no answer");
        assertThatIllegalStateException().isThrownBy(() -> node.ready(baseline));
        assertThatIllegalStateException().isThrownBy(() -> node.giveUp("again"));

        NodeState other = new NodeState(1, new RunConfig.Node(new NodeLabel("n1"), null), false);
        other.found("ee".repeat(32), null, Channel.DM, 0);
        other.ready(baseline);
        assertThatIllegalStateException().isThrownBy(() -> other.giveUp("too late"));
    }
}
