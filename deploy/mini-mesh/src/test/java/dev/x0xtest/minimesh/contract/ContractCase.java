package dev.x0xtest.minimesh.contract;

import org.junit.jupiter.api.function.Executable;

/** One thing a daemon has to do; the name is a sentence about it. */
record ContractCase(String name, Executable body) {}
