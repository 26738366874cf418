package dev.x0xtest.cli.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.TextFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A TOML configuration file. Messages about mistakes name file, line and column. */
public final class TomlFile {
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
        String text = TextFile.read(path);
        try {
            return new TomlFile(path, text, new TomlMapper().readTree(text));
        } catch (JacksonException e) {
            String parsers = String.valueOf(e.getOriginalMessage());
            boolean repeated = parsers.contains("Duplicate key") || parsers.contains("redefined");
            String reason = TomlMistake.in(
                            text, e.getLocation().getLineNr(), e.getLocation().getColumnNr())
                    .line(path);
            throw new UsageException(repeated ? repeatedKey(path, text).orElse(reason) : reason);
        }
    }

    private static Optional<String> repeatedKey(Path path, String text) {
        TomlKeys keys = new TomlKeys(text);
        return keys.repeatedOffset()
                .map(offset -> place(path, text, offset) + ": duplicate key '"
                        + keys.repeated().orElseThrow() + "'");
    }

    private static String place(Path path, String text, int offset) {
        String before = text.substring(0, offset);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return path + ":" + line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not TOML");
    }

    Map<String, JsonNode> values() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        tree.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    Optional<JsonNode> value(String key) {
        return Optional.ofNullable(tree.get(key));
    }

    /** Whether the file has a top-level table of this name. */
    public boolean isTable(String key) {
        return tree.path(key).isObject();
    }

    /**
     * Converts the whole file to a record whose components are its keys.
     *
     * @throws UsageException for an unknown key, with the most similar key, or for a value of the wrong type
     */
    public <T> T as(Class<T> type) {
        try {
            return STRICT.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            String hint = Suggestions.nearest(
                            e.getPropertyName(),
                            e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .toList())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
            throw new UsageException(place(dotted(e)) + ": unknown key '" + dotted(e) + "'" + hint);
        } catch (JsonMappingException e) {
            throw new UsageException(place(dotted(e)) + ": '" + dotted(e) + "' takes another kind of value");
        } catch (JacksonException e) {
            throw new UsageException(path + ": " + firstLine(String.valueOf(e.getOriginalMessage())));
        }
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
