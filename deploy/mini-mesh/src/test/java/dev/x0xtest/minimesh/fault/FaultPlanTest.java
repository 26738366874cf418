package dev.x0xtest.minimesh.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.minimesh.identity.Bytes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final Bytes HOP = Bytes.ofUtf8("hop|1");

    private final FaultPlan plan = new FaultPlan();

    @Test
    void aFaultActsOnlyWhereItSays() {
        plan.introduce(new Fault.Party(0, "nyc", A));
        plan.introduce(new Fault.Party(1, "", B));
        plan.add("drop src=nyc dst=1 plane=raw prefix=hop|");
        assertThat(plan.take(A, B, Fault.Plane.RAW, HOP)).contains(new FaultAction.Drop());
        assertThat(plan.take(B, A, Fault.Plane.RAW, HOP)).isEmpty();
        assertThat(plan.take(A, B, Fault.Plane.DURABLE, HOP)).isEmpty();
        assertThat(plan.take(A, B, Fault.Plane.RAW, Bytes.ofUtf8("ho"))).isEmpty();
    }

    @Test
    void aStrangerIsNamedByTheBeginningOfItsId() {
        plan.add("corrupt dst=bbbbbbbb");
        assertThat(plan.take(A, B, Fault.Plane.PUBSUB, HOP)).contains(new FaultAction.Corrupt());
        assertThat(plan.take(B, A, Fault.Plane.PUBSUB, HOP)).isEmpty();
    }

    @Test
    void aCountIsUsedUpAndTheNextFaultTakesOver() {
        var once = plan.add("drop count=1");
        plan.add("duplicate extra=2");
        assertThat(plan.take(A, B, Fault.Plane.RAW, HOP)).contains(new FaultAction.Drop());
        assertThat(plan.take(A, B, Fault.Plane.RAW, HOP)).contains(new FaultAction.Duplicate(2));
        assertThat(once.used()).isEqualTo(1);
    }

    @Test
    void aFaultCanBeTakenAway() {
        var armed = plan.add(Fault.of(new FaultAction.Stall()));
        armed.remove();
        assertThat(plan.take(A, B, Fault.Plane.RAW, HOP)).isEmpty();
    }

    @Test
    void nothingGoesFromOrToASilentAgent() {
        plan.add("duplicate");
        plan.silence(A, true);
        assertThat(plan.take(A, B, Fault.Plane.RAW, HOP)).contains(new FaultAction.Drop());
        assertThat(plan.take(B, A, Fault.Plane.PUBSUB, HOP)).contains(new FaultAction.Drop());
        plan.silence(A, false);
        assertThat(plan.take(A, B, Fault.Plane.RAW, HOP)).contains(new FaultAction.Duplicate(1));
    }

    @Test
    void everyActionCanBeWritten() {
        Map<String, FaultAction> actions = Map.of(
                "drop", new FaultAction.Drop(),
                "delay ms=7", new FaultAction.Delay(Duration.ofMillis(7)),
                "retransmit percent=40 ms=60", new FaultAction.Retransmit(40, Duration.ofMillis(60)),
                "duplicate", new FaultAction.Duplicate(1),
                "corrupt", new FaultAction.Corrupt(),
                "reorder", new FaultAction.Reorder(),
                "false-ack", new FaultAction.FalseAck(),
                "lose-ack", new FaultAction.LoseAck(),
                "refuse status=413 error=payload_too_large", new FaultAction.Refuse(413, "payload_too_large"),
                "stall plane=gossip,durable", new FaultAction.Stall());
        actions.forEach(
                (line, action) -> assertThat(FaultGrammar.parse(line).action()).isEqualTo(action));
        assertThat(actions.values().stream().<Class<?>>map(FaultAction::getClass))
                .containsExactlyInAnyOrder(FaultAction.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "explode",
                "drop src",
                "drop =1",
                "drop when=now",
                "delay ms=soon",
                "delay ms=-1",
                "drop plane=air",
                "drop ms=5"
            })
    void whatIsNotAFaultIsNamed(String line) {
        assertThatThrownBy(() -> FaultGrammar.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fault: ");
    }
}
