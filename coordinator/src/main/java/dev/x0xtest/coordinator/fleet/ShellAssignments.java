package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.coordinator.fleet.ShellWords.Command;
import dev.x0xtest.coordinator.fleet.ShellWords.Part;
import dev.x0xtest.coordinator.fleet.ShellWords.SyntaxException;
import dev.x0xtest.coordinator.fleet.ShellWords.Word;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of interest that a shell script of plain assignments sets. A command that might set one and cannot be
 * read is an error, so no variable is lost in silence. Messages never contain a value. Pure.
 */
final class ShellAssignments {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<plus>\\+?)=", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SIGN = Pattern.compile("^[^:=]+(:|(?==))");
    private static final Set<String> DECLARING = Set.of("export", "readonly", "declare", "typeset", "local");
    private static final Set<String> HARMLESS = Set.of("echo", "set", ":", "true", "umask", "shopt");

    /** Words that a message may quote: they are no token. */
    private static final Pattern QUOTABLE = Pattern.compile(
            "if|then|else|elif|fi|for|while|until|do|done|case|esac|function|source|\\.|eval|exec|return|exit|read|printf"
                    + "|alias|let|trap|env|setenv|sudo|test|\\[+|\\{|\\}|!|(?i:[a-z0-9]+([_-][a-z0-9]+)*[_-](ip|tk)):?");

    private final Pattern interesting;
    private final Map<String, Value> variables = new HashMap<>();
    private final Map<String, Value> found = new LinkedHashMap<>();

    private ShellAssignments(Pattern interesting) {
        this.interesting = interesting;
    }

    /** {@code why}: why the text is not known; null: it is. */
    record Value(String text, int line, @Nullable String why) {}

    /** The interesting variables in the order of the file; the names of the script are matched without case. */
    static Map<String, Value> read(String script, Pattern interesting) throws SyntaxException {
        ShellAssignments reader = new ShellAssignments(interesting);
        for (Command command : ShellWords.read(script)) {
            reader.run(command.words());
        }
        return reader.found;
    }

    private void run(List<Word> words) throws SyntaxException {
        int first = 0;
        while (first < words.size() && assignment(words.get(first)) != null) {
            first++;
        }
        if (first == words.size()) {
            for (Word word : words) {
                assign(word, word.literalPrefix());
            }
            return;
        }
        for (Word word : words.subList(0, first)) {
            refuseTemporary(word);
        }
        run(words.get(first), words.subList(first + 1, words.size()));
    }

    /** The match of an assignment whose name is not quoted. */
    private static @Nullable Matcher assignment(Word word) {
        StringBuilder plain = new StringBuilder();
        for (Part part : word.parts()) {
            if (!(part instanceof Part.Literal literal) || literal.quoted()) {
                break;
            }
            plain.append(literal.text());
        }
        Matcher matcher = ASSIGNMENT.matcher(plain);
        return matcher.lookingAt() ? matcher : null;
    }

    private void refuseTemporary(Word word) throws SyntaxException {
        Matcher matcher = ASSIGNMENT.matcher(word.literalPrefix());
        if (matcher.lookingAt() && isInteresting(matcher.group("name"), word.line())) {
            boolean empty = word.parts().size() == matcher.end();
            throw new SyntaxException(
                    word.line(),
                    matcher.group("name")
                            + (empty
                                    ? " is empty: write its value behind = without a blank"
                                    : " holds for one command only, and nothing is executed"));
        }
    }

    private void run(Word command, List<Word> arguments) throws SyntaxException {
        String name = command.literalPrefix();
        if (DECLARING.contains(name)) {
            for (Word word : arguments) {
                declare(name, word);
            }
            return;
        }
        if (name.equals("unset")) {
            for (Word word : arguments) {
                if (isInteresting(word.literalPrefix(), word.line())) {
                    throw new SyntaxException(word.line(), "'unset' of " + word.literalPrefix() + " is not read");
                }
                variables.remove(word.literalPrefix());
            }
            return;
        }
        if (HARMLESS.contains(name)) {
            return;
        }
        boolean blank = NAME.matcher(name).matches()
                && !arguments.isEmpty()
                && arguments.get(0).literalPrefix().startsWith("=");
        if (blank && isInteresting(name, command.line())) {
            throw new SyntaxException(command.line(), name + " stands alone: write NAME=VALUE without blanks");
        }
        Matcher sign = SIGN.matcher(name);
        String quotable = sign.find() ? sign.group() : name;
        throw new SyntaxException(
                command.line(),
                (QUOTABLE.matcher(quotable).matches() ? "'" + quotable + "'" : "this")
                        + " is not an assignment, and nothing is executed");
    }

    private void declare(String command, Word word) throws SyntaxException {
        String prefix = word.literalPrefix();
        if (prefix.startsWith("-") || prefix.startsWith("+")) {
            return;
        }
        if (ASSIGNMENT.matcher(prefix).lookingAt()) {
            assign(word, prefix);
        } else if (!NAME.matcher(prefix).matches()
                || word.parts().stream().anyMatch(p -> !(p instanceof Part.Literal))) {
            throw new SyntaxException(word.line(), "'" + command + "' of a name that is not plain is not read");
        } else if (isInteresting(prefix, word.line()) && !found.containsKey(prefix)) {
            throw new SyntaxException(word.line(), prefix + " has no value");
        }
    }

    private boolean isInteresting(String name, int line) throws SyntaxException {
        if (interesting.matcher(name).matches()) {
            return true;
        }
        if (interesting.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            throw new SyntaxException(line, name + ": write it in capital letters");
        }
        return false;
    }

    private void assign(Word word, String prefix) throws SyntaxException {
        Matcher matcher = ASSIGNMENT.matcher(prefix);
        if (!matcher.lookingAt()) {
            throw new IllegalStateException("not an assignment");
        }
        String name = matcher.group("name");
        Value value = value(word, matcher.end());
        boolean wanted = isInteresting(name, word.line());
        Value before = variables.get(name);
        if (!matcher.group("plus").isEmpty()) {
            value = before == null ? value : joined(before, value);
        } else if (wanted && before != null) {
            throw new SyntaxException(word.line(), name + " is there twice, first at line " + before.line());
        }
        variables.put(name, value);
        if (wanted) {
            if (value.why() != null) {
                throw new SyntaxException(word.line(), name + " cannot be read: " + value.why());
            }
            found.put(name, value);
        }
    }

    private static Value joined(Value before, Value more) {
        return new Value(before.text() + more.text(), more.line(), before.why() == null ? more.why() : before.why());
    }

    /** The word's text from this character of its literal prefix on. */
    private Value value(Word word, int from) {
        StringBuilder text = new StringBuilder();
        String why = null;
        for (Part part : word.parts()) {
            if (part instanceof Part.Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Part.Variable variable) {
                Value known = variables.get(variable.name());
                if (known == null) {
                    why = why == null ? "the file sets no variable " + variable.name() + " above" : why;
                } else {
                    text.append(known.text());
                    why = why == null ? known.why() : why;
                }
            } else if (part instanceof Part.Unreadable unreadable) {
                why = why == null ? unreadable.why() : why;
            }
        }
        return new Value(text.substring(from), word.line(), why);
    }
}
