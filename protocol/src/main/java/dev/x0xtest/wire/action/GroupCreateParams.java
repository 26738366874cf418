package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Of {@code group_create}. */
public record GroupCreateParams(
        String name,
        @OrElse("") String description,
        @Nullable String preset) {}
