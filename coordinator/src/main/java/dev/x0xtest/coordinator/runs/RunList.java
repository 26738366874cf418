package dev.x0xtest.coordinator.runs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs below the XDG state directory, the newest first. Blocks its caller. */
public final class RunList {
    private RunList() {}

    /**
     * One run.
     *
     * @param name of its directory
     * @param head what it was asked to do; null: its journal cannot be read
     * @param running who works on it now, in words; null: nobody
     * @param verdict of its report; null: it has none, so it can be resumed
     */
    public record Entry(
            String name,
            JournalReplay.@Nullable Head head,
            @Nullable String running,
            @Nullable String verdict) {
        /** The eight digits that name it. */
        public String id() {
            return name.substring(name.lastIndexOf('-') + 1);
        }

        /** When it was started, UTC, ISO 8601; empty: unknown. */
        public String startedAt() {
            Origin origin = head == null ? null : head.origin();
            return origin == null ? "" : origin.startedAt();
        }

        /** How many nodes it was asked to measure; 0: unknown. */
        public int nodes() {
            RunConfig config = head == null ? null : head.config();
            return config == null ? 0 : config.roster().size();
        }

        /** The plane that it was asked for; empty: unknown. */
        public String plane() {
            return head == null ? "" : head.config().plane().label();
        }

        /** What became of it, in words. */
        public String state() {
            if (running != null) {
                return "goes on: " + running;
            }
            if (verdict != null) {
                return verdict;
            }
            return head == null ? "its journal cannot be read" : "not ended: x0xtest resume " + id();
        }
    }

    /** All runs of this user, the newest first. */
    public static List<Entry> of(UserDirectories user) {
        List<Path> oldestFirst = RunDirectory.listed(RunDirectory.runs(user));
        List<Entry> entries = new ArrayList<>();
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            entries.add(entry(oldestFirst.get(i)));
        }
        return entries;
    }

    private static Entry entry(Path directory) {
        return new Entry(
                directory.getFileName().toString(),
                head(directory.resolve(RunDirectory.JOURNAL)),
                RunLock.heldBy(directory).orElse(null),
                verdict(directory.resolve(RunDirectory.JSON)).orElse(null));
    }

    private static JournalReplay.@Nullable Head head(Path journal) {
        try {
            return JournalReplay.head(journal);
        } catch (IOException e) {
            return null;
        }
    }

    /** The verdict is near the start of a report, which may be long. */
    private static Optional<String> verdict(Path report) {
        if (!Files.isRegularFile(report)) {
            return Optional.empty();
        }
        try (JsonParser json = new JsonFactory().createParser(report.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = json.currentName().equals("verdict");
                json.nextToken();
                if (found) {
                    return Optional.of(json.getText());
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
