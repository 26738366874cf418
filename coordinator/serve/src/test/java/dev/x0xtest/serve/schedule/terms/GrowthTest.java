package dev.x0xtest.serve.schedule.terms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.Plane;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void largerHopsLeaveMoreOnEachPlane() {
        for (Plane plane : Plane.values()) {
            long before = 0;
            for (int bytes = 16; bytes <= 49_000; bytes += 8) {
                long left = Growth.perHop(plane, bytes);
                assertThat(left).as("%s, %d bytes", plane, bytes).isGreaterThanOrEqualTo(before);
                assertThat(left)
                        .as("%s, %d bytes: both ends keep it", plane, bytes)
                        .isGreaterThan(2L * bytes);
                before = left;
            }
        }
    }

    @Test
    void aRunCostsItsHopsAndWhatIsBesideThem() {
        Cost cost = Cost.of(Plane.RAW, 6, 30, 2_048);

        assertThat(cost.messages()).isEqualTo(30 + Growth.controlMessages(6));
        assertThat(cost.payloadBytes()).isEqualTo(61_440);
        assertThat(cost.x0xdBytes()).isEqualTo(30 * Growth.perHop(Plane.RAW, 2_048) + Growth.perRun(6));
        assertThat(cost.plus(cost)).isEqualTo(cost.times(2));
    }
}
