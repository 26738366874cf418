package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.Codec;

/**
 * An action of a runner: its name, the power it needs, and codecs for both directions.
 *
 * @param <P> parameters of the command
 * @param <R> details of the result
 * @param resultKind {@code kind} of the result, for success and failure
 */
public record Action<P, R>(String name, String resultKind, Power power, Codec<P> params, Codec<R> details) {
    @Override
    public String toString() {
        return name;
    }

    /** The parameters of an action that has none. */
    public record NoParams() {}
}
