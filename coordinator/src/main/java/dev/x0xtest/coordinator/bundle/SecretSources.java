package dev.x0xtest.coordinator.bundle;

import dev.x0xtest.coordinator.report.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Learns the secrets of this machine that a run may have repeated, so that they can be found in its files: tokens, the keys
 * of the run, and what the fleet file and the environment hold. Nothing of it is kept. What cannot be read is no secret
 * that is known.
 *
 * @param secrets known ones
 * @param hosts names of hosts
 */
record SecretSources(Set<String> secrets, Set<String> hosts) {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_TOKEN_BYTES = 4_096;
    /** Shorter values of a file's settings, such as {@code root} or {@code yes}, stand in any text. */
    private static final int SHORTEST = 8;

    private static final int SHORTEST_OPTION = 6;
    private static final String ANY_NODE = "{node}";

    private static final Pattern NAME = Pattern.compile(
            "(?i).*(token|secret|passw|passphrase|credential|key|auth|_tk$|_pw$|ssh[_-]?options?|ssh[_-]?command).*");
    private static final Pattern SETTING =
            Pattern.compile("^\\s*(?:export\\s+)?(\"[A-Za-z0-9_.-]+\"|[A-Za-z0-9_.-]+)\\s*=\\s*(.*)$");
    private static final Pattern SECTION = Pattern.compile("\\s*(\\[[A-Za-z0-9_.-]*\\]|#.*)?\\s*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");
    private static final Pattern HOST = Pattern.compile("(?i)(.*[_.-])?(host|hostname|ip|addr|address)");
    private static final Pattern KEYS = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    SecretSources {
        secrets = Set.copyOf(secrets);
        hosts = Set.copyOf(hosts);
    }

    static SecretSources of(
            Path runDirectory, @Nullable Origin origin, Map<String, String> environment, @Nullable Path home) {
        Set<String> secrets = new LinkedHashSet<>();
        Set<String> hosts = new LinkedHashSet<>();
        environment.forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                value(value, null, secrets);
            }
        });
        Matcher keys = KEYS.matcher(read(runDirectory.resolve("run.keys"), MOST_BYTES));
        while (keys.find()) {
            secrets.add(keys.group());
        }
        if (home != null) {
            value(home.resolve(".local/share/x0x/api-token").toString(), null, secrets);
        }
        if (origin != null) {
            hosts.add(origin.host());
            origin.options().forEach((option, value) -> {
                if (option.equals("--api-token-file")) {
                    value(value, home, secrets);
                } else if (option.equals("--fleet") || option.equals("--tokens-file") || option.equals("--config")) {
                    settings(value, secrets, hosts);
                }
            });
        }
        return new SecretSources(secrets, hosts);
    }

    /** The settings of a TOML file or of a file of shell variables. */
    private static void settings(String file, Set<String> secrets, Set<String> hosts) {
        Path path = path(file);
        if (path == null) {
            return;
        }
        boolean secret = false;
        for (String line : read(path, MOST_BYTES).lines().toList()) {
            if (SECTION.matcher(line).matches()) {
                secret = false;
                continue;
            }
            Matcher setting = SETTING.matcher(line);
            boolean starts = setting.matches();
            if (starts) {
                secret = NAME.matcher(setting.group(1)).matches();
            }
            for (String value : values(starts ? setting.group(2) : line)) {
                if (secret) {
                    value(value, path.toAbsolutePath().getParent(), secrets);
                } else if (starts && HOST.matcher(setting.group(1)).matches()) {
                    hosts.add(value);
                }
            }
        }
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(text);
        while (quoted.find()) {
            values.add(quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
        }
        if (values.isEmpty() && !text.isBlank()) {
            values.add(text.strip());
        }
        return values;
    }

    /** A secret, an option of the form {@code Name=secret}, or the file of one. */
    private static void value(String value, @Nullable Path folder, Set<String> secrets) {
        if (value.contains(ANY_NODE)) {
            ofEachNode(value, folder, secrets);
            return;
        }
        Path file = path(value);
        Path found = file == null || folder == null ? file : folder.resolve(file);
        if (found != null && value.contains("/") && Files.isRegularFile(found)) {
            String token = read(found, MOST_TOKEN_BYTES).strip();
            if (token.length() >= SHORTEST) {
                secrets.add(token);
            }
            return;
        }
        if (value.length() >= SHORTEST && !value.startsWith("/")) {
            secrets.add(value);
        }
        int equals = value.indexOf('=');
        if (equals > 0 && value.length() - equals > SHORTEST_OPTION) {
            secrets.add(value.substring(equals + 1));
        }
    }

    /** The token files of all nodes. */
    private static void ofEachNode(String value, @Nullable Path folder, Set<String> secrets) {
        Path file = path(value);
        Path found = file == null || folder == null ? file : folder.resolve(file);
        Path parent = found == null ? null : found.getParent();
        if (found == null || parent == null || parent.toString().contains(ANY_NODE)) {
            return;
        }
        String glob = found.getFileName().toString().replace(ANY_NODE, "*");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, glob)) {
            files.forEach(one -> value(one.toString(), null, secrets));
        } catch (IOException | PatternSyntaxException e) {
            // There is no such directory.
        }
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String read(Path file, int mostBytes) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= mostBytes
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
