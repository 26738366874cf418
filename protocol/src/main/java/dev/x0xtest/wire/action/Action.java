package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.Codec;

/**
 * One thing that a runner can be asked to do; both ends are typed by it.
 *
 * @param <P> parameters
 * @param <R> details of the result
 * @param resultKind {@code kind} of the result, whether it worked or not
 */
public record Action<P, R>(String name, String resultKind, Power power, Codec<P> params, Codec<R> details) {
    @Override
    public String toString() {
        return name;
    }

    /** For an action that wants nothing but to be called. */
    public record NoParams() {}
}
