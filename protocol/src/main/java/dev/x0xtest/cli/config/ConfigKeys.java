package dev.x0xtest.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.options.Listed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The keys that a command accepts in its configuration file, and the type of each value. */
public final class ConfigKeys {
    private static final Set<String> NOT_IN_FILES = Set.of("config", "help", "stacktrace", "version");

    private final CommandSpec command;
    private final TreeMap<String, OptionSpec> options = new TreeMap<>();

    public ConfigKeys(CommandSpec command) {
        this.command = command;
        command.optionsMap().forEach((name, option) -> {
            if (name.startsWith("--") && !NOT_IN_FILES.contains(name.substring(2))) {
                options.put(name.substring(2), option);
            }
        });
    }

    boolean knows(String key) {
        return options.containsKey(key);
    }

    /** All mistakes that can be found without converting a value. */
    public List<Problem> problems(TomlFile file) {
        List<Problem> problems = new ArrayList<>();
        file.values().forEach((key, value) -> problem(file, key, value).ifPresent(problems::add));
        return problems;
    }

    Optional<Problem> problem(TomlFile file, String key, JsonNode value) {
        return problem(key, value).map(text -> new Problem(file.place(key) + ": " + text));
    }

    private Optional<String> problem(String key, JsonNode value) {
        OptionSpec option = options.get(key);
        if (option == null) {
            String hint = Suggestions.nearest(key, options.keySet())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            return Optional.of("unknown key '" + key + "' for " + command.qualifiedName() + hint);
        }
        return expectation(option, value)
                .map(expected -> "'" + key + "' takes " + expected + ", not " + described(value));
    }

    /** The expected type, if the value does not have it. */
    private static Optional<String> expectation(OptionSpec option, JsonNode value) {
        boolean listed = Listed.class.isAssignableFrom(option.type());
        if (value.isArray() && (option.isMultiValue() || listed)) {
            boolean scalars = StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual);
            boolean splits = value.size() <= 1 || listed || !option.splitRegex().isEmpty();
            return scalars && splits ? Optional.empty() : Optional.of(splits ? "a list of strings" : "one string");
        }
        Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
        if (type == boolean.class || type == Boolean.class) {
            return value.isBoolean() ? Optional.empty() : Optional.of("true or false");
        }
        if (isWholeNumber(type)) {
            return value.isIntegralNumber() ? Optional.empty() : Optional.of("a whole number");
        }
        if (type == Duration.class) {
            return value.isTextual() ? Optional.empty() : Optional.of("a duration in quotes, such as \"90s\"");
        }
        if (type == String.class || type == Path.class) {
            return value.isTextual() ? Optional.empty() : Optional.of("a string");
        }
        return value.isValueNode() ? Optional.empty() : Optional.of("one value");
    }

    private static boolean isWholeNumber(Class<?> type) {
        return type == int.class || type == Integer.class || type == long.class || type == Long.class;
    }

    private static String described(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case BOOLEAN -> "true or false";
            case NUMBER -> value.isIntegralNumber() ? "a number" : "a fraction";
            case OBJECT -> "a table";
            case STRING -> "a string";
            default -> "this";
        };
    }

    /** The value as a command-line argument. */
    static String asArgument(OptionSpec option, JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        boolean commas = option.splitRegex().equals(",") || Listed.class.isAssignableFrom(option.type());
        String separator = commas ? "," : " ";
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(separator));
    }

    Optional<OptionSpec> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    /**
     * A mistake in a configuration file.
     *
     * @param message one line that starts with the file and, if known, line and column
     */
    public record Problem(String message) {}
}
