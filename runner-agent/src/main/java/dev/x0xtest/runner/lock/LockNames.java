package dev.x0xtest.runner.lock;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.HmacSha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;

/** The names of an agent's lock files, and what makes one believable. */
record LockNames(AgentId agent, String secret) {
    private static final String END = ".lock";

    String own(long pid, long number) {
        return prefix() + "." + pid + "-" + number + END;
    }

    /** Includes the file of older versions, which had no process id in its name. */
    boolean matches(String name) {
        return name.endsWith(END) && (name.startsWith(prefix() + ".") || name.equals("runner-" + agent.hex() + END));
    }

    private String prefix() {
        return "x0xtest-runner-" + agent.hex();
    }

    /**
     * Shows that the writer of this very file knows the daemon's token; cannot be copied to another file. Empty without
     * a token.
     */
    String proof(Path file) throws IOException {
        if (secret.isEmpty()) {
            return "";
        }
        Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        String message = "x0xtest runner lock " + file.getFileName() + " " + inode;
        return HexFormat.of()
                .formatHex(HmacSha256.of(
                        secret.getBytes(StandardCharsets.UTF_8), message.getBytes(StandardCharsets.UTF_8)));
    }
}
