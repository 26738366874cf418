package dev.x0xtest.coordinator.fleet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a shell script into commands and words as a POSIX shell does, with bash's {@code $'…'}. It executes nothing:
 * what would need that becomes a part that says so. Pure.
 */
final class ShellWords {
    private static final String COMMAND = "it needs a command to run";
    private static final String EXPANSION = "it has an expansion other than $NAME";

    private final String text;
    private final List<Command> commands = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private @Nullable List<Part> parts;
    private int wordLine;
    private int at;
    private int line = 1;

    private ShellWords(String text) {
        this.text = text;
    }

    /** Words up to a line end, {@code ;} or {@code &&}. */
    record Command(List<Word> words) {}

    /** A word; {@code line} is where it begins, from 1. */
    record Word(List<Part> parts, int line) {

        /** The text before the first part that is not literal. */
        String literalPrefix() {
            StringBuilder prefix = new StringBuilder();
            for (Part part : parts) {
                if (!(part instanceof Part.Literal literal)) {
                    break;
                }
                prefix.append(literal.text());
            }
            return prefix.toString();
        }
    }

    /** A part of a word. */
    sealed interface Part {
        record Literal(String text, boolean quoted) implements Part {}

        record Variable(String name) implements Part {}

        record Unreadable(String why) implements Part {}
    }

    /** What no word of a plain list of assignments can be; the message is one line without any value. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        SyntaxException(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    static List<Command> read(String text) throws SyntaxException {
        ShellWords reader = new ShellWords(text.replace("\r\n", "\n").replace('\r', '\n'));
        reader.run();
        return reader.commands;
    }

    private void run() throws SyntaxException {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case ' ', '\t' -> {
                    endWord();
                    at++;
                }
                case '\n' -> {
                    endCommand();
                    line++;
                    at++;
                }
                case '#' -> comment();
                case ';', '&', '|', '(', ')', '<', '>' -> operator(c);
                case '\'' -> single();
                case '"' -> doubled();
                case '\\' -> escape();
                case '$' -> dollar(false);
                case '`' -> backtick();
                default -> {
                    literal(c, false);
                    at++;
                }
            }
        }
        endCommand();
    }

    private void endWord() {
        if (parts != null) {
            words.add(new Word(List.copyOf(parts), wordLine));
            parts = null;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(new Command(List.copyOf(words)));
            words = new ArrayList<>();
        }
    }

    private void add(Part part) {
        List<Part> word = parts;
        if (word == null) {
            word = new ArrayList<>();
            parts = word;
            wordLine = line;
        }
        word.add(part);
    }

    private void literal(char c, boolean quoted) {
        add(new Part.Literal(String.valueOf(c), quoted));
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void comment() {
        if (parts != null) {
            literal('#', false);
            at++;
            return;
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void operator(char c) throws SyntaxException {
        boolean twice = peek(1) == c;
        if ((c == ';' && !twice) || (c == '&' && twice)) {
            endCommand();
            at += twice ? 2 : 1;
            return;
        }
        String operator =
                twice && c != '<' && c != '>' && c != '(' && c != ')' ? String.valueOf(c) + c : String.valueOf(c);
        throw new SyntaxException(line, "'" + operator + "' is not read here");
    }

    private void single() throws SyntaxException {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new SyntaxException(line, "the quote ' has no end");
        }
        String inside = text.substring(at + 1, end);
        add(new Part.Literal(inside, true));
        countLines(inside);
        at = end + 1;
    }

    private void countLines(String passed) {
        line += (int) passed.chars().filter(c -> c == '\n').count();
    }

    private void doubled() throws SyntaxException {
        int begun = line;
        add(new Part.Literal("", true));
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            char next = peek(1);
            if (c == '\\' && next == '\n') {
                line++;
                at += 2;
            } else if (c == '\\' && "$`\"\\".indexOf(next) >= 0) {
                literal(next, true);
                at += 2;
            } else if (c == '$') {
                dollar(true);
            } else if (c == '`') {
                backtick();
            } else {
                literal(c, true);
                line += c == '\n' ? 1 : 0;
                at++;
            }
        }
        if (at >= text.length()) {
            throw new SyntaxException(begun, "the quote \" has no end");
        }
        at++;
    }

    private void escape() {
        char next = peek(1);
        if (next == '\n') {
            line++;
        } else if (at + 1 < text.length()) {
            literal(next, true);
        }
        at += 2;
    }

    private void dollar(boolean inQuotes) throws SyntaxException {
        char next = peek(1);
        if (next == '\'' && !inQuotes) {
            at++;
            ansi();
        } else if (next == '"' && !inQuotes) {
            at++;
            doubled();
        } else if (next == '(') {
            add(new Part.Unreadable(COMMAND));
            at++;
            skipPair('(', ')');
        } else if (next == '{') {
            int end = text.indexOf('}', at);
            String name = end < 0 ? "" : text.substring(at + 2, end);
            boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*");
            add(plain ? new Part.Variable(name) : new Part.Unreadable(EXPANSION));
            at++;
            skipPair('{', '}');
        } else if (Character.isLetter(next) || next == '_') {
            int end = at + 1;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            add(new Part.Variable(text.substring(at + 1, end)));
            at = end;
        } else if (next != '\0' && "0123456789@*#?$!-".indexOf(next) >= 0) {
            add(new Part.Unreadable(EXPANSION));
            at += 2;
        } else {
            literal('$', inQuotes);
            at++;
        }
    }

    /** Passes a pair that may hold pairs and quotes. */
    private void skipPair(char open, char close) throws SyntaxException {
        int begun = line;
        int depth = 0;
        char quote = '\0';
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            line += c == '\n' ? 1 : 0;
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == open) {
                depth++;
            } else if (c == close) {
                depth--;
                if (depth == 0) {
                    return;
                }
            }
        }
        throw new SyntaxException(begun, "the " + open + " has no " + close);
    }

    private void backtick() throws SyntaxException {
        int begun = line;
        add(new Part.Unreadable(COMMAND));
        at++;
        while (at < text.length() && text.charAt(at) != '`') {
            line += text.charAt(at) == '\n' ? 1 : 0;
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new SyntaxException(begun, "the quote ` has no end");
        }
        at++;
    }

    /** {@code $'…'} with the escapes that a person uses. */
    private void ansi() throws SyntaxException {
        int begun = line;
        add(new Part.Literal("", true));
        at++;
        while (at < text.length() && text.charAt(at) != '\'') {
            char c = text.charAt(at);
            line += c == '\n' ? 1 : 0;
            at++;
            if (c != '\\') {
                literal(c, true);
                continue;
            }
            char kind = peek(0);
            int plain = "ntr\\'\"".indexOf(kind);
            if (plain >= 0) {
                literal("\n\t\r\\'\"".charAt(plain), true);
            } else if (kind == 'x' && text.substring(at).matches("(?s)x[0-9A-Fa-f]{2}.*")) {
                literal((char) Integer.parseInt(text.substring(at + 1, at + 3), 16), true);
                at += 2;
            } else {
                add(new Part.Unreadable("it has an escape in $'…' that is not read"));
            }
            at++;
        }
        if (at >= text.length()) {
            throw new SyntaxException(begun, "the quote $' has no end");
        }
        at++;
    }
}
