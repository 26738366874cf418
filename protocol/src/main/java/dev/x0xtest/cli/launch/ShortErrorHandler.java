package dev.x0xtest.cli.launch;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.config.ConfiguredDefaults;
import dev.x0xtest.cli.config.ParseMistakes;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.DaemonException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints a failure as one line and maps it to an exit code. Prints a stack trace only with {@code --stacktrace}. */
final class ShortErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ShortErrorHandler.class);

    private static final Pattern ABOUT_OPTION = Pattern.compile("(?<name>--[a-z][a-z-]*)(?<rest>[: ].*)");

    private final ConfiguredDefaults defaults;
    private final boolean stacktrace;

    ShortErrorHandler(ConfiguredDefaults defaults, boolean stacktrace) {
        this.defaults = defaults;
        this.stacktrace = stacktrace;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        if (lacksCommand(failure)) {
            command.usage(command.getErr());
            command.getErr().flush();
            return ExitCode.USAGE.code();
        }
        String name = command.getCommandSpec().qualifiedName();
        String line = ParseMistakes.sentence(failure, option -> origin(option, arguments));
        return report(command, ExitCode.USAGE, line + " (see '" + name + " --help')", failure);
    }

    /**
     * A command that only has subcommands was called alone. Its page is the answer, on stderr and with the code of a wrong
     * command line: a script whose command got lost must not read a PASS out of it.
     */
    private static boolean lacksCommand(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        Object user = command.getCommand();
        return failure.getClass() == ParameterException.class
                && !command.getSubcommands().isEmpty()
                && !(user instanceof Runnable)
                && !(user instanceof Callable<?>);
    }

    private String origin(OptionSpec option, String... arguments) {
        String name = option.longestName();
        return SelectedCommand.gives(option, arguments)
                ? name
                : defaults.origin(option).orElse(name);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return explain(command, failure);
    }

    /** Prints the reason why the command ended and returns its exit code. */
    int explain(CommandLine command, Throwable failure) {
        Throwable cause = Causes.unwrapped(failure);
        if (cause instanceof UsageException) {
            return report(command, ExitCode.USAGE, located(command, String.valueOf(cause.getMessage())), cause);
        }
        if (cause instanceof EnvironmentException) {
            return report(command, ExitCode.ENVIRONMENT, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof DaemonException daemon) {
            return report(command, ExitCode.ENVIRONMENT, daemon.getMessage() + hint(daemon), cause);
        }
        String line = "internal error: " + cause + (stacktrace ? "" : " (--stacktrace shows where)");
        return report(command, ExitCode.INTERNAL, line, cause);
    }

    /** A message about an option names where the option's value came from, if it was not a flag. */
    private String located(CommandLine command, String message) {
        Matcher form = ABOUT_OPTION.matcher(message);
        OptionSpec option = form.matches() ? command.getCommandSpec().findOption(form.group("name")) : null;
        if (option == null || Given.option(command.getCommandSpec(), option.longestName())) {
            return message;
        }
        return defaults.origin(option).map(place -> place + form.group("rest")).orElse(message);
    }

    private static String hint(DaemonException failure) {
        return switch (failure.kind()) {
            case UNAUTHORIZED -> failure.status() == 0 ? "" : "; is this daemon's token the one given?";
            case DISCONNECTED -> "; is x0xd running there?";
            default -> "";
        };
    }

    private int report(CommandLine command, ExitCode code, String line, Throwable cause) {
        String name = command.getCommandSpec().qualifiedName();
        String whole = name + ": " + String.join(" ", Arrays.asList(line.split("\\R+")));
        command.getErr().println(Terminals.forStderr(whole));
        if (stacktrace) {
            cause.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        log.debug("command={} exit={}", name, code, cause);
        return code.code();
    }
}
