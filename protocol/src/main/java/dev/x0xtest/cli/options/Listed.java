package dev.x0xtest.cli.options;

/** Marks the type of an option that takes one text with commas in it, and a list in a configuration file. */
public interface Listed {}
