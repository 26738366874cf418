package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.options.Surroundings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Options that were typed for an earlier run and hold for it still, unless they are given anew. */
public final class TypedBefore {
    private TypedBefore() {}

    /** Makes a parser read values, defaults and paths as the parser of this command does. */
    public static void prepare(CommandLine parser, CommandSpec as) {
        Surroundings.register(parser, Surroundings.of(as).paths());
        parser.setDefaultValueProvider(as.defaultValueProvider());
    }

    /**
     * The words for the options that a parser knows.
     *
     * @param before the command line of the earlier run; secrets in it are {@code ***}
     * @param now options that were given anew
     */
    public static List<String> words(CommandSpec parser, List<String> before, ParseResult now) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            String word = before.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            OptionSpec option = parser.findOption(name);
            if (option == null || now.hasMatchedOption(option.longestName())) {
                continue;
            }
            boolean separate = equals < 0 && option.arity().max() > 0 && i + 1 < before.size();
            String value = separate ? before.get(i + 1) : word.substring(equals + 1);
            if (!value.equals(Typed.SECRET)) {
                words.add(word);
                if (separate) {
                    words.add(value);
                }
            }
        }
        for (OptionSpec option : now.matchedOptions()) {
            if (parser.findOption(option.longestName()) != null) {
                option.originalStringValues().forEach(value -> words.add(option.longestName() + "=" + value));
            }
        }
        return words;
    }
}
