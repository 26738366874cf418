package dev.x0xtest.cli.config;

/**
 * One thing wrong in a configuration file.
 *
 * @param message one line that starts with the file, and line and column where known
 */
public record ConfigProblem(String message) {}
