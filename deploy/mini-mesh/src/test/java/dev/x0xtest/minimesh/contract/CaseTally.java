package dev.x0xtest.minimesh.contract;

import dev.x0xtest.minimesh.contract.cases.ContractCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/** Counts the cases of one suite. At its end it prints the counts and the names of the failed cases. */
final class CaseTally {
    private final String daemon;
    private final List<String> failed = new ArrayList<>();
    private int cases;

    CaseTally(String daemon) {
        this.daemon = daemon;
    }

    DynamicTest count(ContractCase testCase) {
        return DynamicTest.dynamicTest(testCase.name(), () -> {
            cases++;
            failed.add(testCase.name());
            testCase.body().execute();
            failed.remove(testCase.name());
        });
    }

    void print() {
        failed.forEach(name -> System.out.println("contract: " + daemon + " FAILED " + name));
        System.out.println("contract: %s %d cases, %d passed".formatted(daemon, cases, cases - failed.size()));
    }
}
