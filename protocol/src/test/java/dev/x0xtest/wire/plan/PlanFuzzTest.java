package dev.x0xtest.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import dev.x0xtest.wire.Resources;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;
import dev.x0xtest.wire.json.Packed;
import dev.x0xtest.wire.json.WireJson;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes damaged plans, reports and evidence. Each is a value, which its codec writes again, or a {@link WireException}. */
class PlanFuzzTest {
    /** Its JSON is at most 1 MiB; a tree of it takes more. */
    private static final long MOST_INFLATED = 64L << 20;

    static Stream<FuzzTarget> targets() {
        Stream<FuzzTarget> open = PlanGoldenTest.all().map(frozen -> {
            boolean large = frozen.name().startsWith("plan") || frozen.name().equals("report");
            return target("plan messages: " + frozen.name(), golden(frozen.name()), frozen.codec())
                    .oneOf(large ? 1 : 10);
        });
        return Stream.concat(open, packed());
    }

    /** What was packed is damaged here; the JSON in it is damaged above. */
    private static Stream<FuzzTarget> packed() {
        return Stream.of(
                target("packed plans", packed("plan", Plan.class), PlanActions.PLAN.params())
                        .oneOf(4)
                        .allocating(MOST_INFLATED, 100),
                target("packed reports", packed("report", RunReport.class), PlanActions.REPORT.details())
                        .oneOf(4)
                        .allocating(MOST_INFLATED, 100));
    }

    private static <T extends Record> byte[] packed(String name, Class<T> type) {
        Codec<T> packing = new Packed<>(type, PlanLimits.INFLATED_BYTES);
        try {
            T value = Codecs.record(type).decode(WireJson.parseObject(golden(name)));
            return WireJson.compact(packing.encode(value));
        } catch (WireException e) {
            throw new AssertionError("our own bytes", e);
        }
    }

    private static byte[] golden(String name) {
        return Resources.bytes("golden/plan-" + name + ".json");
    }

    private static <T> FuzzTarget target(String name, byte[] golden, Codec<T> codec) {
        return FuzzTarget.of(name, List.of(golden), WireException.class, damaged -> {
            T value = codec.decode(WireJson.parseObject(damaged));
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
            return true;
        });
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsDamagedIsAValueOrAWireException(FuzzTarget target) {
        Fuzz.run(target);
    }
}
