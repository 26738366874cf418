package dev.x0xtest.coordinator.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.render.DiagnosisText;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.messages.Messages;
import dev.x0xtest.coordinator.runs.RunDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes the bundle of a run. */
public final class Bundle {
    private static final String README = "README.txt";
    /** More of the messages, unpacked, is not written: no bound on the archive could hold it. */
    private static final long MOST_CHARS = 256L << 20;

    private static final long HEADERS = 16 << 10;

    private final Terms terms;
    private final Path work;
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, String> about = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    /**
     * What is to be bundled.
     *
     * @param journal of the run
     * @param log what the coordinator wrote to standard error; null: none is known
     * @param anonymize whether names, ids and addresses are replaced
     * @param mostBytes of the archive
     * @param environment of this process, whose secrets are looked for
     * @param home of this user; null: unknown
     */
    public record Terms(
            Path journal,
            @Nullable Path log,
            boolean anonymize,
            long mostBytes,
            Map<String, String> environment,
            @Nullable Path home) {
        public Terms {
            environment = Map.copyOf(environment);
        }
    }

    /** What became of it: the files in the archive, and what was left out with the reason, a line each. */
    public record Made(List<String> files, List<String> leftOut, int removed) {}

    private Bundle(Terms terms, Path work) {
        this.terms = terms;
        this.work = work;
    }

    /**
     * Writes the bundle. The file is there in full or not at all, and only its owner may read it.
     *
     * @param force whether a file that is there is replaced
     * @throws java.nio.file.FileAlreadyExistsException if it is there and {@code force} is false
     */
    public static Made write(Terms terms, Path file, boolean force) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path beside = Files.createTempFile(folder == null ? Path.of(".") : folder, ".x0xtest-", ".tmp");
        Path work = Files.createTempDirectory("x0xtest-bundle-");
        try {
            Bundle bundle = new Bundle(terms, work);
            int removed = bundle.gather();
            bundle.pack(beside);
            if (force) {
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(beside, file);
            }
            return new Made(List.copyOf(bundle.files.keySet()), List.copyOf(bundle.leftOut), removed);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        } finally {
            Files.deleteIfExists(beside);
            delete(work);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path one : all.toList()) {
                Files.delete(one);
            }
        }
        Files.delete(folder);
    }

    private int gather() throws IOException {
        Path journal = terms.journal();
        Path directory = journal.toAbsolutePath().getParent();
        Report report = RunDirectory.report(journal);
        Origin origin = report.origin();
        SecretSources sources =
                SecretSources.of(directory == null ? journal : directory, origin, terms.environment(), terms.home());
        Redactor redactor = new Redactor(sources.secrets(), ids(report));
        Cleaner cleaner = new Cleaner(redactor, terms.anonymize() ? new Anonymizer(report, sources.hosts()) : null);

        Report clean = cleaner.report(report);
        Judged judged = new Judged(clean);
        file("report.json", "the report, for x0xtest diagnose report.json", out -> ReportJson.write(judged, out));
        file(
                "verdict.txt",
                "the matrix, what is wrong and the verdict",
                out -> lines(ReportText.lines(judged, Console.PLAIN, "report.json"), out));
        file("diagnosis.txt", "the causes", out -> lines(DiagnosisText.lines(judged, Console.PLAIN), out));
        Path log = terms.log();
        if (log != null) {
            file(
                    "coordinator.log",
                    "the last lines of the coordinator's log",
                    out -> out.append(cleaner.text(LogTail.of(log))));
        }
        boolean whole = messages(report, clean, cleaner);
        raw(journal, origin, whole && redactor.removed() == 0);
        readme(redactor.removed());
        return redactor.removed();
    }

    private static Set<String> ids(Report report) {
        Set<String> ids = new HashSet<>();
        for (RosterEntry entry : report.roster()) {
            if (entry.agentId() != null) {
                ids.add(entry.agentId().hex());
            }
            if (entry.machineId() != null) {
                ids.add(entry.machineId());
            }
        }
        return ids;
    }

    /** Whether every message could be read. */
    private boolean messages(Report report, Report clean, Cleaner cleaner) throws IOException {
        Path file = work.resolve("messages.jsonl");
        MessageLog log;
        Messages messages;
        try (Writer out = Files.newBufferedWriter(file)) {
            log = new MessageLog(cleaner, out, MOST_CHARS);
            messages = new Messages(RunDirectory.head(terms.journal()).config(), log);
            RunDirectory.report(terms.journal(), messages::saw);
        }
        if (log.dropped() > 0) {
            leftOut.add("the last " + log.dropped() + " lines of messages.jsonl: it is longer than "
                    + (MOST_CHARS >> 20) + " MiB");
        }
        nodes(report, clean, log);
        files.put("messages.jsonl", file);
        about.put(
                "messages.jsonl", "the run's journal, unpacked: each command (without its parameters) and each result");
        return log.dropped() == 0 && !messages.partsLeft();
    }

    private void nodes(Report report, Report clean, MessageLog log) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode nodes = mapper.createArrayNode();
        for (int i = 0; i < report.roster().size(); i++) {
            RosterEntry entry = clean.roster().get(i);
            ObjectNode node = nodes.addObject();
            node.put("node", entry.node().text());
            node.put(
                    "agent_id", entry.agentId() == null ? null : entry.agentId().hex());
            node.put("runner", entry.runner()).put("x0xd", entry.x0xd()).put("state", entry.state());
            String agent = entry.agentId() == null ? "" : entry.agentId().hex();
            node.set("said", log.facts().getOrDefault(agent, mapper.createObjectNode()));
        }
        file(
                "nodes.json",
                "what each node said of itself last",
                out -> out.append(nodes.toPrettyString()).append("\n"));
    }

    /** The journal as it is, for who wants to replay it: only if there is nothing in it that must not be shown. */
    private void raw(Path journal, @Nullable Origin origin, boolean clean) {
        boolean ssh = origin != null
                && origin.options().entrySet().stream()
                        .anyMatch(one -> one.getKey().startsWith("--ssh")
                                && !one.getValue().equals("root"));
        if (terms.anonymize()) {
            leftOut.add("run.jsonl, the journal itself: it has names, and cannot be changed");
        } else if (!clean || ssh) {
            leftOut.add("run.jsonl, the journal itself: it has something that was removed elsewhere or cannot be read");
        } else {
            files.put("run.jsonl", journal);
            about.put(
                    "run.jsonl",
                    "the journal itself, for x0xtest report run.jsonl and x0xtest explain run.jsonl SRC DST");
        }
    }

    private interface Content {
        void to(Appendable out) throws IOException;
    }

    private void file(String name, String what, Content content) throws IOException {
        Path file = work.resolve(name);
        try (Writer out = Files.newBufferedWriter(file)) {
            content.to(out);
        }
        files.put(name, file);
        about.put(name, what);
    }

    private static void lines(List<String> lines, Appendable out) throws IOException {
        for (String line : lines) {
            out.append(line).append('\n');
        }
    }

    private void readme(int removed) throws IOException {
        fit();
        List<String> text = new ArrayList<>(List.of("A run of x0xtest, to show to others.", ""));
        files.keySet().forEach(name -> text.add(name + ": " + about.get(name)));
        text.add("");
        text.add(
                "Removed are keys, tokens, the environment, options of ssh, and what looks like one of them in a text: "
                        + removed + (removed == 1 ? " time" : " times") + ", marked " + Redactor.REMOVED + ".");
        text.add(
                terms.anonymize()
                        ? "Labels, ids, hosts and addresses are made up; the same one stands for the same in all files."
                        : "Labels, ids, hosts and addresses are real; x0xtest bundle --anonymize replaces them.");
        if (terms.log() == null) {
            text.add(
                    "There is no log: x0xtest writes it to standard error and keeps none; bundle --log FILE takes one.");
        }
        leftOut.forEach(line -> text.add("Left out: " + line + "."));
        Map<String, Path> others = new LinkedHashMap<>(files);
        files.clear();
        file(README, "this page", out -> lines(text, out));
        files.putAll(others);
    }

    /** Leaves out what does not fit, the least needed first: files are in the order of need. */
    private void fit() throws IOException {
        long room = terms.mostBytes() - HEADERS;
        for (String name : List.copyOf(files.keySet())) {
            long bytes = packed(files.getOrDefault(name, work));
            if (bytes > room) {
                files.remove(name);
                leftOut.add(name + ": with it the archive would have more than " + (terms.mostBytes() >> 20) + " MiB");
            } else {
                room -= bytes;
            }
        }
    }

    private static long packed(Path file) throws IOException {
        long[] bytes = {0};
        try (GZIPOutputStream out = new GZIPOutputStream(new OutputStream() {
            @Override
            public void write(int one) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] some, int from, int length) {
                bytes[0] += length;
            }
        })) {
            Files.copy(file, out);
        }
        return bytes[0];
    }

    private void pack(Path target) throws IOException {
        long seconds = seconds();
        try (TarGz tar = new TarGz(Files.newOutputStream(target), seconds)) {
            for (Map.Entry<String, Path> one : files.entrySet()) {
                tar.add("x0xtest-bundle/" + one.getKey(), one.getValue());
            }
        }
    }

    /** The journal's, so that the same run gives the same archive. */
    private long seconds() throws IOException {
        Instant changed = Files.getLastModifiedTime(terms.journal()).toInstant();
        return Math.max(0, changed.getEpochSecond());
    }
}
