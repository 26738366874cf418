package dev.x0xtest.cli.options;

import dev.x0xtest.cli.ExitCode;
import picocli.CommandLine.Command;

/** The exit codes of every command that ends with a verdict on a mesh; a picocli mixin without options. */
@Command(
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            ExitCode.Help.PASS,
            ExitCode.Help.FAIL,
            ExitCode.Help.USAGE,
            ExitCode.Help.ENVIRONMENT,
            ExitCode.Help.INCONCLUSIVE,
            ExitCode.Help.INTERNAL,
            ExitCode.Help.SIGNALS
        })
public final class VerdictExitCodes {}
