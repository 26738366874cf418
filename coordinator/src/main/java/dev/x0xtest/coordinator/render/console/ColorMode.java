package dev.x0xtest.coordinator.render.console;

/** The values of {@code --color}. */
public enum ColorMode {
    AUTO,
    ALWAYS,
    NEVER
}
