package dev.x0xtest.serve.history.database;

import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.serve.history.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Gives a damaged SQLite file another name, so that a new one can take its place. */
public final class SetAside {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SetAside() {}

    /**
     * Sets the file aside.
     *
     * @return its new name; empty: there is no file
     * @throws HistoryException if it cannot be renamed
     */
    public static Optional<Path> damaged(DatabaseUrl url, Instant now) {
        Path file = url.file();
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now));
        for (int again = 2; Files.exists(aside); again++) {
            aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now) + "-" + again);
        }
        try {
            Files.move(file, aside);
            for (String part : List.of("-wal", "-shm")) {
                Path beside = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(beside)) {
                    Files.move(beside, aside.resolveSibling(aside.getFileName() + part));
                }
            }
            return Optional.of(aside);
        } catch (IOException e) {
            throw new HistoryException(
                    HistoryException.Kind.AWAY,
                    "cannot set the damaged history " + url + " aside: " + FileErrors.reason(e),
                    e);
        }
    }
}
