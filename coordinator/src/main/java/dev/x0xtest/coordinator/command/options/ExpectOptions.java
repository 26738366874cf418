package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Listed;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.wire.NodeLabel;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Says which nodes a command is about before it begins, and refuses any others than the expected; a picocli mixin. */
public final class ExpectOptions {
    private static final int MOST_NAMED = 24;

    @Option(
            names = "--expect",
            paramLabel = "N|NODES",
            converter = Expected.Converter.class,
            description = "Refuse to begin unless there are exactly N nodes, or exactly these: NODE,NODE,…"
                    + " An excluded node does not count.")
    private @Nullable Expected expected;

    /**
     * Compares the nodes with the expected ones.
     *
     * @throws UsageException if they differ: one line with the nodes that are missing or not expected
     */
    public void check(List<NodeLabel> nodes) {
        Expected wanted = expected;
        if (wanted == null) {
            return;
        }
        if (wanted.count().isPresent() && wanted.count().getAsInt() != nodes.size()) {
            throw new UsageException("--expect " + wanted.count().getAsInt() + ": there "
                    + (nodes.size() == 1 ? "is " : "are ") + line(nodes));
        }
        if (wanted.count().isEmpty()) {
            List<NodeLabel> missing = wanted.nodes().stream()
                    .filter(node -> !nodes.contains(node))
                    .toList();
            List<NodeLabel> others = nodes.stream()
                    .filter(node -> !wanted.nodes().contains(node))
                    .toList();
            if (!missing.isEmpty() || !others.isEmpty()) {
                String missed = missing.isEmpty() ? "" : "missing: " + names(missing);
                String unexpected = others.isEmpty() ? "" : "not expected: " + names(others);
                throw new UsageException(
                        "--expect: " + missed + (missed.isEmpty() || unexpected.isEmpty() ? "" : "; ") + unexpected);
            }
        }
    }

    /** The same, then one line with the nodes. */
    public void announce(List<NodeLabel> nodes, PrintWriter out) {
        check(nodes);
        out.println(Terminals.forStderr(line(nodes)));
        out.flush();
    }

    /** {@code 5 nodes: nyc, sfo, …}; of a large fleet the first names. */
    static String line(List<NodeLabel> nodes) {
        return nodes.size() + (nodes.size() == 1 ? " node: " : " nodes: ") + names(nodes);
    }

    private static String names(Collection<NodeLabel> nodes) {
        String named = nodes.stream().limit(MOST_NAMED).map(NodeLabel::text).collect(Collectors.joining(", "));
        return named + (nodes.size() > MOST_NAMED ? " and " + (nodes.size() - MOST_NAMED) + " more" : "");
    }

    /** Either a count or labels. */
    public record Expected(OptionalInt count, List<NodeLabel> nodes) implements Listed {
        public Expected {
            nodes = List.copyOf(nodes);
        }

        /** For an option of this type. */
        static final class Converter implements ITypeConverter<Expected> {
            @Override
            public Expected convert(String value) {
                List<String> words = Names.words(List.of(value));
                if (words.isEmpty()) {
                    throw new TypeConversionException("give a number of nodes, or their labels with commas");
                }
                if (words.size() == 1 && words.get(0).matches("\\d{1,5}")) {
                    return new Expected(OptionalInt.of(Integer.parseInt(words.get(0))), List.of());
                }
                try {
                    List<NodeLabel> labels = words.stream()
                            .map(word -> Names.label("", word))
                            .distinct()
                            .toList();
                    return new Expected(OptionalInt.empty(), labels);
                } catch (UsageException e) {
                    throw new TypeConversionException(
                            String.valueOf(e.getMessage()).replaceFirst("^: ", ""));
                }
            }
        }
    }
}
