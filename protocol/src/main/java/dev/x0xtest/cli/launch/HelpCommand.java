package dev.x0xtest.cli.launch;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the page of the program, or of one of its commands: {@code help fleet import}. */
@Command(
        name = "help",
        description = "Show the list of commands, or the page of one.",
        customSynopsis = "x0xtest help [COMMAND]")
public final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, such as matrix or fleet import.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine shown = spec.commandLine().getParent();
        if (shown == null) {
            throw new IllegalStateException("help is a subcommand");
        }
        for (String word : words) {
            shown = subcommand(shown, word);
        }
        shown.usage(spec.commandLine().getOut());
        return ExitCode.PASS.code();
    }

    private static CommandLine subcommand(CommandLine parent, String word) {
        Map<String, CommandLine> commands = parent.getSubcommands();
        CommandLine found = commands.get(word);
        if (found == null) {
            String name = parent.getCommandSpec().qualifiedName();
            throw new UsageException(name + " has no command '" + word + "'"
                    + Suggestions.nearest(word, visible(commands))
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("")
                    + " ('" + name + " --help' lists them)");
        }
        return found;
    }

    private static List<String> visible(Map<String, CommandLine> commands) {
        return commands.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }
}
