package dev.x0xtest.coordinator.render;

/** The values of {@code --color}. */
public enum ColorMode {
    AUTO,
    ALWAYS,
    NEVER
}
