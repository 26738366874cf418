package dev.x0xtest.cli.config;

import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.options.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A mistake on the command line in our own words: the parser's speak of indexes, arity and types. */
public final class ParseMistakes {
    private static final Pattern INVALID = Pattern.compile("Invalid value for [^:]*: (.*)", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("(?:^| for )option '(-[^'= ]+)'");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private ParseMistakes() {}

    /**
     * One sentence.
     *
     * @param place the option as the person gave it: a flag, a variable or a place in a file
     */
    public static String sentence(ParameterException failure, Function<OptionSpec, String> place) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched);
        }
        String message = String.valueOf(failure.getMessage());
        ArgSpec argument = failure.getArgSpec() == null ? named(failure, message) : failure.getArgSpec();
        if (failure instanceof MissingParameterException missing && argument == null) {
            String names =
                    missing.getMissing().stream().map(ParseMistakes::name).collect(Collectors.joining(", "));
            return names + (missing.getMissing().size() == 1 ? " is missing" : " are missing");
        }
        if (argument == null) {
            return message;
        }
        String where = argument instanceof OptionSpec option ? place.apply(option) : name(argument);
        if (failure instanceof MissingParameterException) {
            return where + " needs a value";
        }
        if (failure instanceof OverwrittenOptionException) {
            return where + " is given twice";
        }
        return where + ": " + value(argument, message, failure.getValue());
    }

    /** The option of a failure that names it in its message only. */
    private static @Nullable ArgSpec named(ParameterException failure, String message) {
        Matcher option = OPTION.matcher(message);
        return option.find() ? failure.getCommandLine().getCommandSpec().findOption(option.group(1)) : null;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        String word = failure.getUnmatched().get(0);
        var command = failure.getCommandLine();
        boolean option = word.startsWith("-") && word.length() > 1;
        String bare = option ? word.split("=", 2)[0] : word;
        List<String> names = option
                ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
                : List.copyOf(command.getSubcommands().keySet());
        String what = option
                ? "unknown option " + bare
                : Names.quote(word) + (names.isEmpty() ? " is not expected here" : " is not a command");
        return what
                + Suggestions.nearest(bare.toLowerCase(Locale.ROOT), names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private static String value(ArgSpec argument, String message, @Nullable String given) {
        Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        Matcher invalid = INVALID.matcher(message);
        Matcher quoted = QUOTED.matcher(invalid.matches() ? invalid.group(1) : message);
        String value = Optional.ofNullable(given).orElseGet(() -> last(quoted));
        if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .toList();
            return Names.quote(value) + " is not one of " + String.join(", ", names)
                    + Suggestions.nearest(value.toLowerCase(Locale.ROOT), names)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("");
        }
        if (type == int.class || type == Integer.class) {
            boolean large = value.matches("[-+]?\\d+");
            return Names.quote(value) + " is not a whole number"
                    + (large ? " between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE : "");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Names.quote(value) + " is neither true nor false";
        }
        return invalid.matches() ? invalid.group(1) : message;
    }

    private static String last(Matcher quoted) {
        String last = "";
        while (quoted.find()) {
            last = quoted.group(1);
        }
        return last;
    }
}
