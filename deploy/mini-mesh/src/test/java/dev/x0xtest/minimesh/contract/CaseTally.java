package dev.x0xtest.minimesh.contract;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DynamicTest;

/** Counts the cases of one suite, so that the last line can say how many there were. */
final class CaseTally {
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();

    DynamicTest count(ContractCase testCase) {
        return DynamicTest.dynamicTest(testCase.name(), () -> {
            started.incrementAndGet();
            testCase.body().execute();
            passed.incrementAndGet();
        });
    }

    int cases() {
        return started.get();
    }

    String line(String daemon) {
        return "contract: %s %d cases, %d passed".formatted(daemon, started.get(), passed.get());
    }
}
