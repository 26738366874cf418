package dev.x0xtest.wire.frame;

import dev.x0xtest.wire.action.Command;

/** {@code x0xtest|cmd|<base64 of JSON>}: coordinator to runner. */
public record CommandFrame(Command command) implements Frame {
    @Override
    public byte[] encode() {
        return command.frame();
    }
}
