package dev.x0xtest.minimesh;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An x0xd configuration file (TOML). Knows every key of x0xd 0.48.1 and ignores those that a stand-in has no use for.
 * An unknown key is reported and then ignored, as x0xd does.
 */
final class DaemonConfigFile {
    private static final Set<String> NO_USE = Set.of(
            "connect",
            "directory_digest_interval_secs",
            "directory_resubscribe_jitter_ms",
            "evidence",
            "exec",
            "forward",
            "gossip",
            "group_card_republish_interval_secs",
            "groups",
            "history",
            "identity_ttl_secs",
            "key_move",
            "legacy_announce",
            "log_format",
            "mdns_enabled",
            "api_watchdog",
            "observed_prefix_enabled",
            "peer_relay",
            "port_mapping_enabled",
            "presence_beacon_interval_secs",
            "presence_event_poll_interval_secs",
            "presence_offline_timeout_secs",
            "rendezvous_enabled",
            "rendezvous_validity_ms",
            "skip_legacy_dm_bus",
            "update",
            "user_key_path",
            "ws",
            "zero_peer_restart_secs");
    private static final Set<String> USED = Set.of(
            "api_address",
            "bind_address",
            "bootstrap_peers",
            "data_dir",
            "heartbeat_interval_secs",
            "identity_dir",
            "instance_name",
            "log_level",
            "network_id");

    private final String source;
    private final JsonNode root;

    private DaemonConfigFile(String source, JsonNode root) {
        this.source = source;
        this.root = root;
    }

    /** The configuration when no file is given: every value is the default. */
    static DaemonConfigFile none() {
        return new DaemonConfigFile("no configuration file", JsonNodeFactory.instance.objectNode());
    }

    /** Reads a file. The exception's message is one line that names the file and the fault. */
    static DaemonConfigFile read(Path file) throws BadConfigException {
        try {
            return new DaemonConfigFile(file.toString(), new TomlMapper().readTree(Files.readString(file)));
        } catch (NoSuchFileException e) {
            throw new BadConfigException("configuration file not found: " + file);
        } catch (JacksonException e) {
            throw new BadConfigException(file + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadConfigException("cannot read configuration file " + file + ": " + e.getMessage());
        }
    }

    boolean present() {
        return !root.isEmpty();
    }

    /** The keys that x0xd 0.48.1 does not know either. */
    List<String> unknownKeys() {
        var unknown = new ArrayList<String>();
        root.fieldNames().forEachRemaining(key -> {
            if (!USED.contains(key) && !NO_USE.contains(key)) {
                unknown.add(key);
            }
        });
        return unknown;
    }

    Optional<String> text(String key) throws BadConfigException {
        JsonNode value = root.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new BadConfigException(source + ": " + key + " must be a string");
        }
        return Optional.of(value.asText());
    }

    Optional<Long> number(String key) throws BadConfigException {
        JsonNode value = root.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.canConvertToLong() || value.asLong() <= 0) {
            throw new BadConfigException(source + ": " + key + " must be a positive number");
        }
        return Optional.of(value.asLong());
    }

    List<String> texts(String key) throws BadConfigException {
        JsonNode values = root.get(key);
        var texts = new ArrayList<String>();
        if (values == null) {
            return texts;
        }
        for (JsonNode value : values) {
            if (!value.isTextual()) {
                throw new BadConfigException(source + ": " + key + " must be a list of strings");
            }
            texts.add(value.asText());
        }
        return texts;
    }

    /** The daemon cannot start with this configuration. The message is for a person. */
    static final class BadConfigException extends Exception {
        private static final long serialVersionUID = 1L;

        BadConfigException(String message) {
            super(message);
        }
    }
}
