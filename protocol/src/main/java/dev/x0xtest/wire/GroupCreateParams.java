package dev.x0xtest.wire;

import org.jspecify.annotations.Nullable;

/** Of {@code group_create}. */
public record GroupCreateParams(
        String name,
        @OrElse("") String description,
        @Nullable String preset) {}
