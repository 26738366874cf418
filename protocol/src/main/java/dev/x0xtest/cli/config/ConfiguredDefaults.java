package dev.x0xtest.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.OnOff;
import dev.x0xtest.cli.options.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The default of an option without a flag: its environment variable, else its key in the configuration file. */
public final class ConfiguredDefaults implements IDefaultValueProvider, Surroundings {
    private final Map<String, String> environment;
    private final Map<String, List<String>> variables;
    private final @Nullable TomlFile file;

    public ConfiguredDefaults(
            Map<String, String> environment, Map<String, List<String>> variables, @Nullable TomlFile file) {
        this.environment = environment;
        this.variables = variables;
        this.file = file;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        return variable(option)
                .map(name -> fromEnvironment(option, environment.getOrDefault(name, "")))
                .or(() -> fileValue(option).map(value -> ConfigKeys.asArgument(option, value)))
                .orElse(null);
    }

    @Override
    public HomePath paths() {
        return HomePath.of(environment);
    }

    /** The source of such a default, for messages: a variable, or the place and the key in the file. */
    @Override
    public Optional<String> origin(OptionSpec option) {
        TomlFile present = file;
        return variable(option)
                .map(name -> "environment variable " + name)
                .or(() -> present == null
                        ? Optional.empty()
                        : fileValue(option).map(value -> present.place(key(option)) + ": " + key(option)));
    }

    private Optional<String> variable(OptionSpec option) {
        return variables.getOrDefault(option.longestName(), List.of()).stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private static String fromEnvironment(OptionSpec option, String value) {
        if (option.type() != boolean.class && option.type() != Boolean.class) {
            return value;
        }
        return OnOff.parse(value).map(word -> String.valueOf(word.on())).orElse(value);
    }

    private Optional<JsonNode> fileValue(OptionSpec option) {
        TomlFile present = file;
        return present == null ? Optional.empty() : present.value(key(option));
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(option.longestName().startsWith("--") ? 2 : 0);
    }
}
