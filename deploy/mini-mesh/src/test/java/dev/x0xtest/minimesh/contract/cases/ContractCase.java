package dev.x0xtest.minimesh.contract.cases;

import org.junit.jupiter.api.function.Executable;

/** One requirement on a daemon. The name states it in a sentence. */
public record ContractCase(String name, Executable body) {}
