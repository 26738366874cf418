package dev.x0xtest.minimesh.contract.cases;

import org.junit.jupiter.api.function.Executable;

/** One thing a daemon has to do; the name is a sentence about it. */
public record ContractCase(String name, Executable body) {}
