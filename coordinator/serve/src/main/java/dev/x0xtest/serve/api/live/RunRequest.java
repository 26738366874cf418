package dev.x0xtest.serve.api.live;

import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import org.jspecify.annotations.Nullable;

/**
 * A run that an operator asks for.
 *
 * @param network null: the daemon's first
 * @param plane null: the plane of its first schedule
 * @param reason empty: none was given
 * @param by the name of the operator's token
 */
public record RunRequest(
        @Nullable NetworkName network, @Nullable Plane plane, String reason, String by) {}
