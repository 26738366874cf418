package dev.x0xtest.cli.launch;

import dev.x0xtest.cli.terminal.TextWrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help page of a command as text. picocli's own layout needs 55 columns and breaks lines inside an address or an
 * option; this one fits any width and breaks at blanks only.
 */
final class HelpPage {
    private static final Pattern TWO_COLUMNS = Pattern.compile("(?<command> *\\S.*?\\S) {2,}(?<meaning>\\S.*)");
    private static final String SECTION = "x0xtest";
    /** A description that would have fewer columns stands under its option instead of beside it. */
    private static final int NARROWEST = 24;

    private static final int LEFT = 29;
    private static final int LEFT_OF_COMMANDS = 12;
    private static final int LEFT_OF_EXIT_CODES = 12;

    private final CommandSpec command;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private HelpPage(CommandSpec command, int width) {
        this.command = command;
        this.width = width;
    }

    /** Makes picocli use it for a command and all below it. */
    static void install(CommandLine root, int width) {
        root.setHelpSectionKeys(List.of(SECTION));
        root.setHelpSectionMap(Map.of(SECTION, help -> text(help.commandSpec(), width)));
    }

    static String text(CommandSpec command, int width) {
        return String.join(System.lineSeparator(), new HelpPage(command, width).page()) + System.lineSeparator();
    }

    private List<String> page() {
        UsageMessageSpec usage = command.usageMessage();
        synopsis(usage);
        paragraphs(usage.description());
        arguments();
        commands();
        exitCodes(usage);
        footer(usage);
        return lines;
    }

    private void synopsis(UsageMessageSpec usage) {
        String name = command.qualifiedName();
        List<String> forms = usage.customSynopsis().length > 0
                ? List.of(usage.customSynopsis())
                : List.of(name + (command.subcommands().isEmpty() ? " [OPTION]..." : " COMMAND [OPTION]..."));
        for (int at = 0; at < forms.size(); at++) {
            String label = at == 0 ? "Usage: " : "       ";
            lines.addAll(TextWrap.paragraph(forms.get(at).strip(), label, " ".repeat(label.length() + 2), width));
        }
    }

    private void paragraphs(String... texts) {
        if (texts.length > 0) {
            lines.add("");
            for (String text : texts) {
                lines.addAll(TextWrap.paragraph(filled(text), "", "", width));
            }
        }
    }

    private void arguments() {
        List<PositionalParamSpec> positional = command.positionalParameters();
        if (!positional.isEmpty()) {
            heading("Arguments");
            positional.forEach(one -> entry("  " + one.paramLabel(), LEFT, described(one)));
        }
        List<OptionSpec> options = command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(option -> option.longestName().toLowerCase(Locale.ROOT)))
                .toList();
        if (!options.isEmpty()) {
            heading("Options");
            options.forEach(option -> entry("  " + names(option), LEFT, described(option)));
        }
    }

    private static String names(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        names.sort(Comparator.comparingInt(String::length));
        String all = String.join(", ", names);
        String start = all.startsWith("--") ? "    " : "";
        if (option.arity().max() == 0) {
            return start + all;
        }
        String value = "=" + option.paramLabel() + (option.splitRegex().isEmpty() ? "" : ",...");
        return start + all + (option.arity().min() == 0 ? "[" + value + "]" : value);
    }

    private String described(ArgSpec argument) {
        String text = String.join(" ", argument.description());
        String value =
                argument instanceof OptionSpec option && option.defaultValue() != null ? option.defaultValue() : "";
        return filled(text.replace("${DEFAULT-VALUE}", value));
    }

    /** As picocli fills in its own layout. */
    private static String filled(String text) {
        return text.replace("%n", "\n").replace("%%", "%").replace("$$", "$");
    }

    private void commands() {
        List<CommandLine> shown = command.subcommands().values().stream()
                .distinct()
                .filter(one -> !one.getCommandSpec().usageMessage().hidden())
                .toList();
        if (!shown.isEmpty()) {
            heading("Commands");
            shown.forEach(one -> entry(
                    "  " + one.getCommandName(),
                    LEFT_OF_COMMANDS,
                    String.join(" ", one.getCommandSpec().usageMessage().description())));
        }
    }

    private void exitCodes(UsageMessageSpec usage) {
        if (!usage.exitCodeList().isEmpty()) {
            heading("Exit codes");
            usage.exitCodeList()
                    .forEach((code, meaning) -> entry("  " + code.strip(), LEFT_OF_EXIT_CODES, filled(meaning)));
        }
    }

    private void footer(UsageMessageSpec usage) {
        if (usage.footer().length > 0) {
            heading(usage.footerHeading().replace("%n", "").strip());
            Arrays.stream(usage.footer())
                    .flatMap(text -> Arrays.stream(filled(text).split("\n", -1)))
                    .forEach(this::example);
        }
    }

    /** A command and its meaning beside it; below it where both do not fit. */
    private void example(String line) {
        Matcher columns = TWO_COLUMNS.matcher(line);
        if (line.length() <= width || !columns.matches()) {
            lines.addAll(TextWrap.line(line, width));
            return;
        }
        lines.addAll(TextWrap.line(columns.group("command"), width));
        String indent = " ".repeat(6);
        lines.addAll(TextWrap.paragraph(columns.group("meaning"), indent, indent, width));
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text + ":");
    }

    private void entry(String name, int left, String text) {
        if (width - left < NARROWEST) {
            String indent = " ".repeat(6);
            lines.add("  " + name.strip());
            lines.addAll(TextWrap.paragraph(text, indent, indent, width));
            return;
        }
        String indent = " ".repeat(left);
        boolean beside = name.length() + 2 <= left;
        if (!beside) {
            lines.add(name);
        }
        lines.addAll(TextWrap.paragraph(text, beside ? name + indent.substring(name.length()) : indent, indent, width));
    }
}
