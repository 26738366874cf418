package dev.x0xtest.cli.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A TOML configuration file. Messages about mistakes name file, line and column. */
public final class TomlFile {
    private static final int MOST_MISTAKES = 100;
    private static final TomlMapper MAPPER = new TomlMapper();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final Path path;
    private final String text;
    private final JsonNode tree;
    private final TomlKeys keys;

    private TomlFile(Path path, String text, JsonNode tree) {
        this.path = path;
        this.text = text;
        this.tree = tree;
        this.keys = new TomlKeys(text);
    }

    /**
     * Reads the file; {@code ConfigKeys} or {@link #as} checks its keys.
     *
     * @throws UsageException if it cannot be read or is not TOML: one line with the place
     */
    public static TomlFile read(Path path) {
        return of(path, TextFile.read(path));
    }

    /** The same for a text that the file does not have yet. */
    public static TomlFile of(Path path, String text) {
        try {
            return new TomlFile(path, text, MAPPER.readTree(text));
        } catch (JacksonException e) {
            throw new UsageException(mistake(text, e).line(path));
        }
    }

    /**
     * Reads what can be read of the file: leaves out lines that are not TOML.
     *
     * @param problems takes a line with its place for each mistake, at most {@value #MOST_MISTAKES}
     * @throws UsageException if the file cannot be read
     */
    public static TomlFile lenient(Path path, Consumer<String> problems) {
        String whole = TextFile.read(path);
        String text = whole;
        for (int mistakes = 0; mistakes < MOST_MISTAKES; mistakes++) {
            try {
                return new TomlFile(path, whole, MAPPER.readTree(text));
            } catch (JacksonException e) {
                TomlMistake mistake = mistake(text, e);
                problems.accept(mistake.line(path));
                String fewer = mistake.single() ? without(text, mistake.line()) : "";
                text = fewer.equals(text) ? "" : fewer;
            }
        }
        return new TomlFile(path, whole, MAPPER.createObjectNode());
    }

    private static TomlMistake mistake(String text, JacksonException failure) {
        String parsers = String.valueOf(failure.getOriginalMessage());
        if (parsers.contains("Duplicate key") || parsers.contains("redefined")) {
            TomlKeys keys = new TomlKeys(text);
            Optional<Integer> offset = keys.repeatedOffset();
            if (offset.isPresent()) {
                String before = text.substring(0, offset.get());
                int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
                return new TomlMistake(
                        line,
                        before.length() - before.lastIndexOf('\n'),
                        "duplicate key '" + keys.repeated().orElseThrow() + "'");
            }
        }
        // The parser has no place for lists that are nested too deeply.
        JsonLocation place = failure.getLocation();
        return place == null
                ? new TomlMistake(1, 1, "this file is not TOML")
                : TomlMistake.in(text, place.getLineNr(), place.getColumnNr());
    }

    private static String without(String text, int line) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (line <= lines.size()) {
            lines.set(line - 1, "");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String place(Path path, String text, int offset) {
        String before = text.substring(0, offset);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return path + ":" + line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    Map<String, JsonNode> values() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        tree.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    Optional<JsonNode> value(String key) {
        return Optional.ofNullable(tree.get(key));
    }

    /** Whether the file has a table, which a file of options never has, or this key. */
    public boolean hasTableOr(String key) {
        return tree.has(key)
                || tree.properties().stream().anyMatch(entry -> entry.getValue().isObject());
    }

    /** Whether the file says nothing. */
    public boolean isEmpty() {
        return tree.isEmpty();
    }

    /**
     * Converts the whole file to a record whose components are its keys.
     *
     * @throws UsageException for an unknown key, with the most similar key, or for a value of the wrong type
     */
    public <T> T as(Class<T> type) {
        return as(type, problem -> {
            throw new UsageException(problem);
        });
    }

    /**
     * The same without the keys that are wrong.
     *
     * @param problems takes a line with its place for each of them, at most {@value #MOST_MISTAKES}
     */
    public <T> T as(Class<T> type, Consumer<String> problems) {
        JsonNode right = tree.deepCopy();
        for (int mistakes = 0; mistakes < MOST_MISTAKES; mistakes++) {
            try {
                return STRICT.treeToValue(right, type);
            } catch (JsonMappingException e) {
                problems.accept(problem(e));
                if (!removed(right, e.getPath())) {
                    break;
                }
            } catch (JacksonException e) {
                problems.accept(path + ": this is not what the file should hold");
                break;
            }
        }
        return STRICT.convertValue(MAPPER.createObjectNode(), type);
    }

    private String problem(JsonMappingException failure) {
        String key = dotted(failure);
        if (failure instanceof UnrecognizedPropertyException unknown) {
            List<String> known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
            return place(key) + ": unknown key '" + key + "'"
                    + Suggestions.nearest(unknown.getPropertyName(), known)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("");
        }
        Class<?> wanted = failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return place(key) + ": '" + key + "' takes another kind of value" + kind(wanted);
    }

    private static String kind(@Nullable Class<?> wanted) {
        if (wanted == String.class) {
            return ": a text in quotes";
        }
        if (wanted == Integer.class || wanted == int.class) {
            return ": a whole number";
        }
        if (wanted != null && Collection.class.isAssignableFrom(wanted)) {
            return ": a list, such as [\"a\", \"b\"]";
        }
        return wanted != null && (Map.class.isAssignableFrom(wanted) || wanted.isRecord()) ? ": a table" : "";
    }

    /** Removes what a path leads to. */
    private static boolean removed(JsonNode from, List<JsonMappingException.Reference> path) {
        JsonNode parent = from;
        for (int at = 0; at < path.size(); at++) {
            JsonMappingException.Reference step = path.get(at);
            boolean last = at == path.size() - 1;
            if (parent instanceof ObjectNode object && step.getFieldName() != null) {
                JsonNode child = object.get(step.getFieldName());
                if (last || child == null) {
                    return object.remove(step.getFieldName()) != null;
                }
                parent = child;
            } else if (parent instanceof ArrayNode array && step.getIndex() >= 0) {
                if (last) {
                    return array.remove(step.getIndex()) != null;
                }
                parent = array.path(step.getIndex());
            } else {
                return false;
            }
        }
        return false;
    }

    private static String dotted(JsonMappingException failure) {
        return failure.getPath().stream()
                .filter(step -> step.getFieldName() != null)
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    /** {@code FILE:LINE:COLUMN} of a key, its tables joined with dots; the file only if the key is not found. */
    public String place(String key) {
        return keys.offset(key).map(offset -> place(path, text, offset)).orElse(path.toString());
    }
}
