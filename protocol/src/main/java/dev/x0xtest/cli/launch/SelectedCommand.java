package dev.x0xtest.cli.launch;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Finds the command that a command line selects, before picocli parses it: parsing needs the command's configuration
 * file.
 */
final class SelectedCommand {
    private SelectedCommand() {}

    static CommandLine of(CommandLine root, String... arguments) {
        CommandLine current = root;
        for (int at = 0; at < arguments.length; at++) {
            String argument = arguments[at];
            Map<String, CommandLine> subcommands = current.getSubcommands();
            CommandLine next = subcommands.get(argument);
            if (next != null) {
                current = next;
            } else if (argument.equals("--") || !argument.startsWith("-")) {
                return current;
            } else if (takesNext(current, argument)) {
                at++;
            }
        }
        return current;
    }

    private static boolean takesNext(CommandLine command, String argument) {
        OptionSpec option = command.getCommandSpec().optionsMap().get(argument);
        return option != null && option.arity().min() > 0;
    }

    /** The value in {@code --name VALUE} or {@code --name=VALUE}; the last one wins. */
    static Optional<String> value(String name, String... arguments) {
        Optional<String> found = Optional.empty();
        for (int at = 0; at < arguments.length && !arguments[at].equals("--"); at++) {
            if (arguments[at].startsWith(name + "=")) {
                found = Optional.of(arguments[at].substring(name.length() + 1));
            } else if (arguments[at].equals(name) && at + 1 < arguments.length) {
                found = Optional.of(arguments[at + 1]);
            }
        }
        return found;
    }

    /** Whether the option is given as a flag. */
    static boolean gives(OptionSpec option, String... arguments) {
        for (String argument : arguments) {
            for (String name : option.names()) {
                if (argument.equals(name) || argument.startsWith(name + "=")) {
                    return true;
                }
            }
        }
        return false;
    }
}
