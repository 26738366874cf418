package dev.x0xtest.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TOML file of options: flat, its keys the long option names without the dashes in front. */
final class ConfigFile {
    private static final int LARGEST = 1 << 20;
    private static final Pattern KEY = Pattern.compile("^[ \\t]*([A-Za-z0-9_-]+)[ \\t]*=", Pattern.MULTILINE);

    private final Path path;
    private final String text;
    private final Map<String, JsonNode> values;

    private ConfigFile(Path path, String text, Map<String, JsonNode> values) {
        this.path = path;
        this.text = text;
        this.values = values;
    }

    /**
     * Reads the file; which keys make sense is judged elsewhere.
     *
     * @throws UsageException when it cannot be read or is not TOML; one line with line and column
     */
    static ConfigFile read(Path path) {
        String text = text(path);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try {
            new TomlMapper().readTree(text).properties().forEach(e -> values.put(e.getKey(), e.getValue()));
        } catch (JacksonException e) {
            String reason = place(path, e.getLocation()) + ": " + firstLine(String.valueOf(e.getOriginalMessage()));
            throw new UsageException(
                    reason.contains("Duplicate key") ? repeatedKey(path, text).orElse(reason) : reason);
        }
        return new ConfigFile(path, text, values);
    }

    private static String text(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UsageException(path + ": larger than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UsageException(path + ": no such file");
        } catch (AccessDeniedException e) {
            throw new UsageException(path + ": permission denied");
        } catch (IOException e) {
            throw new UsageException(path + ": cannot be read: " + e.getMessage());
        }
    }

    /** The TOML parser names neither the key nor its line, so it is looked for here. */
    private static Optional<String> repeatedKey(Path path, String text) {
        Set<String> seen = new HashSet<>();
        Matcher matcher = KEY.matcher(text);
        while (matcher.find()) {
            if (!seen.add(matcher.group(1))) {
                return Optional.of(place(path, text, matcher.start(1)) + ": duplicate key '" + matcher.group(1) + "'");
            }
        }
        return Optional.empty();
    }

    private static String place(Path path, String text, int offset) {
        String before = text.substring(0, offset);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return path + ":" + line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    private static String place(Path path, JsonLocation location) {
        return path + ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not TOML");
    }

    Map<String, JsonNode> values() {
        return values;
    }

    Optional<JsonNode> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** {@code FILE:LINE:COLUMN} of a key; without line and column when it is written in an unusual way. */
    String place(String key) {
        String quoted = Pattern.quote(key);
        Pattern definition = Pattern.compile(
                "^[ \\t]*(?:\\[+[ \\t]*)?(" + quoted + "|\"" + quoted + "\"|'" + quoted + "')[ \\t]*[]=.]",
                Pattern.MULTILINE);
        Matcher matcher = definition.matcher(text);
        if (!matcher.find()) {
            return path.toString();
        }
        return place(path, text, matcher.start(1));
    }
}
