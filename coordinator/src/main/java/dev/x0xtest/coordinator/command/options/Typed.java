package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.options.AckMillis;
import dev.x0xtest.cli.options.OnOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command line as a report shows it: what was typed, and every option's value. Hidden options may hold secrets. */
final class Typed {
    static final String SECRET = "***";

    private Typed() {}

    /** What was typed, from the name of the program on; values of hidden options are replaced by {@code ***}. */
    static List<String> words(CommandSpec command) {
        ParseResult parsed = command.root().commandLine().getParseResult();
        List<String> words = new ArrayList<>(List.of(command.root().name()));
        boolean secret = false;
        for (String word : parsed == null ? List.<String>of() : parsed.originalArgs()) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            boolean hidden = isHidden(command, name);
            if (secret) {
                words.add(SECRET);
            } else {
                words.add(hidden && equals >= 0 ? name + "=" + SECRET : word);
            }
            secret = !secret && hidden && equals < 0;
        }
        return words;
    }

    private static boolean isHidden(CommandSpec command, String name) {
        OptionSpec option = command.findOption(name);
        return option != null && option.hidden();
    }

    /** The value of every option that has one, by its longest name. */
    static Map<String, String> values(CommandSpec command) {
        Map<String, String> values = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            Object value = option.getValue();
            boolean given = value != null && !text(value).isEmpty();
            if (given && !option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                values.put(option.longestName(), text(value));
            }
        }
        return values;
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            long millis = duration.toMillis();
            return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
        }
        if (value instanceof OnOff onOff) {
            return onOff.on() ? "on" : "off";
        }
        if (value instanceof AckMillis ack) {
            Integer millis = ack.orNull();
            return millis == null ? "none" : millis.toString();
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(Object::toString).collect(Collectors.joining(","));
        }
        return value instanceof Enum<?> name ? name.name().toLowerCase(Locale.ROOT) : value.toString();
    }
}
