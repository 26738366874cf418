package dev.x0xtest.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Files that another user put in the way. Where files have no owners as on Unix, nothing is in the way. */
public final class Owners {
    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int WORLD_WRITABLE = 02;

    private Owners() {}

    /**
     * Why a directory must not be used, in words that follow its name: it belongs to somebody else. Root may use any, and
     * anybody one of root's. Empty also if it does not exist.
     */
    public static Optional<String> foreign(Path directory) {
        return foreign(directory, self());
    }

    static Optional<String> foreign(Path directory, int self) {
        try {
            int owner = owner(directory);
            return self == ROOT || owner == ROOT || owner == self
                    ? Optional.empty()
                    : Optional.of("belongs to another user (" + name(directory) + ")");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Why a link must not be followed, in words that follow its name: somebody else put it into a directory that everybody
     * can write to. Linux itself protects programs that open such a link, but not those that read where it leads.
     */
    public static Optional<String> planted(Path file) {
        return planted(file, self());
    }

    static Optional<String> planted(Path file, int self) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder == null || !Files.isSymbolicLink(file)) {
                return Optional.empty();
            }
            int owner = owner(file, LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) Files.getAttribute(folder, "unix:mode");
            boolean everybodys = (mode & STICKY) != 0 && (mode & WORLD_WRITABLE) != 0;
            return everybodys && owner != self && owner != owner(folder)
                    ? Optional.of("is a link of another user (" + name(file, LinkOption.NOFOLLOW_LINKS)
                            + ") in a directory that everybody can write to")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static String name(Path file, LinkOption... options) throws IOException {
        return Files.getOwner(file, options).getName();
    }

    private static int owner(Path file, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", options);
    }

    /** The user of this process; where that cannot be told, root: then no directory is refused. */
    private static int self() {
        try {
            Path process = Path.of("/proc/self");
            return Files.exists(process) ? owner(process) : owner(Path.of(System.getProperty("user.home")));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return ROOT;
        }
    }
}
